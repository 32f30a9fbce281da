"""Who is an administrator."""

from __future__ import annotations

import pytest

from iam_stacks.escalation.escalation import Escalation
from tests.escalation.conftest import Read
from tests.escalation.parts import IAM, Json, allow, deny, policy, user

WRITERS = ["iam:AttachUserPolicy", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:PutUserPolicy"]
MORE = ["iam:PutRolePolicy", "iam:CreateAccessKey", "iam:AddUserToGroup"]


@pytest.mark.parametrize(
    "statements",
    [
        [allow("*", "*")],
        [allow("iam:*", "*")],
        [allow([*WRITERS, *MORE], "*")],
        [allow([*WRITERS, *MORE], ["user/*", "role/*", "group/*"])],
        [allow(["iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"], "role/*")],
        [allow("*", "*"), deny("iam:AttachUserPolicy", "*")],
        [allow("*", "*", Bool={"aws:MultiFactorAuthPresent": "true"})],
    ],
)
def test_whoever_can_give_anybody_any_permission_is_one(read: Read, statements: list[Json]) -> None:
    assert Escalation(read(user("u1", *statements))).administrators == {f"{IAM}user/u1"}


@pytest.mark.parametrize(
    "statements",
    [
        [allow("s3:*", "*")],
        [allow("iam:PutUserPolicy", "*")],
        [allow("iam:*", "user/a*")],
        [allow("*", "*"), deny("iam:*", "*")],
        [allow("iam:Get*", "*")],
    ],
)
def test_whoever_cannot_is_none(read: Read, statements: list[Json]) -> None:
    assert Escalation(read(user("u1", *statements))).administrators == frozenset()


def test_a_boundary_limits_who_is_one(read: Read) -> None:
    bounded = user("u1", allow("*", "*"), PermissionsBoundary=f"{IAM}policy/b1")
    assert not Escalation(read(bounded | policy("b1", allow("s3:*", "*")))).administrators
    assert Escalation(read(bounded | policy("b1", allow("*", "*")))).administrators


def test_whoever_is_named_is_one_whatever_it_may(read: Read) -> None:
    named = f"{IAM}user/u1"
    assert Escalation(read(user("u1")), administrators=[named]).administrators == {named}
