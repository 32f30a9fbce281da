"""Users and roles that can be made without a boundary."""

from __future__ import annotations

from typing import Any

import pytest

from iam_stacks.policy.delegation import delegation_statements
from tests.checks.conftest import Examine
from tests.checks.rules.least_privilege.estates import boundary, group, has, user
from tests.checks.samples import allow, managed

RULE = "role-creation-without-boundary"
LIMIT = "arn:aws:iam::123456789012:policy/Limit"
WITH_LIMIT = {"StringEquals": {"iam:PermissionsBoundary": LIMIT}}
MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


@pytest.mark.parametrize(
    "statement",
    [
        allow("iam:CreateRole"),
        allow(["IAM:createrole", "iam:GetRole"], "arn:aws:iam::*:role/app/*"),
        allow("iam:Create*Role"),
        allow("i?m:CreateRol*", {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/app-*"}),
        allow(None, "arn:aws:iam::*:role/app/*", NotAction=["iam:CreateUser", "s3:*"]),
        allow("iam:CreateRole", None, NotResource="arn:aws:iam::*:role/other"),
        allow("iam:CreateRole", Condition={"StringEqualsIfExists": {"iam:PermissionsBoundary": LIMIT}}),
        allow("iam:CreateRole", Condition={"StringNotEquals": {"iam:PermissionsBoundary": LIMIT}}),
    ],
)
def test_a_role_can_be_made_without_a_boundary(examine: Examine, statement: dict[str, Any]) -> None:
    (found,) = examine(has(statement | {"Sid": "Make"}), RULE)
    assert (found.severity, found.qualified_rule) == ("warning", f"{RULE}[P.Make iam:CreateRole]")
    assert (found.statement, found.depends_on) == (0, ())


def test_so_can_a_user(examine: Examine) -> None:
    found = examine(has(allow("iam:Create*", Condition=MFA)), RULE)
    assert [each.subject.split()[-1] for each in found] == ["iam:CreateRole", "iam:CreateUser"]
    assert {each.depends_on for each in found} == {("aws:MultiFactorAuthPresent",)}


@pytest.mark.parametrize(
    "statements",
    [
        [allow("iam:CreateRole", Condition=WITH_LIMIT)],
        [allow("iam:Create*", Condition={"ArnLike": {"IAM:permissionsboundary": {"Fn::Sub": "${B}"}}})],
        [allow("iam:CreateRole", Condition={"Null": {"iam:PermissionsBoundary": "false"}})],
        [allow("iam:CreateRole"), allow("iam:CreateRole") | {"Effect": "Deny"}],
        [
            allow("iam:Create*"),
            allow("iam:Create*", Condition={"StringNotEquals": {"iam:PermissionsBoundary": LIMIT}})
            | {"Effect": "Deny"},
        ],
        [allow("iam:GetRole")],
        [allow("iam:CreateRole", {"Ref": "Unknown"})],
        [allow({"Ref": "Unknown"})],
        [allow("*")],
        [allow("iam:CreateRole") | {"Effect": "Deny"}],
    ],
)
def test_with_a_boundary_it_is_fine(examine: Examine, statements: list[dict[str, Any]]) -> None:
    sections = {"Parameters": {"Unknown": {"Type": "String"}}}
    assert examine(has(*statements) | boundary(allow("s3:*")), RULE, sections=sections) == []


class TestADelegatedAdministrator:
    STATEMENTS = delegation_statements(
        arn_prefix="arn:aws:iam::123456789012",
        boundary="arn:aws:iam::123456789012:policy/Limit",
        path="/delegated/",
        allowed_actions=["s3:*"],
    )

    def test_is_held_by_its_boundary(self, examine: Examine) -> None:
        resources = has(allow(["iam:Create*", "s3:*"]), PermissionsBoundary={"Ref": "B"}) | boundary(*self.STATEMENTS)
        assert examine(resources, RULE) == []

    def test_is_held_by_the_same_statements_as_a_policy(self, examine: Examine) -> None:
        assert examine(has(*self.STATEMENTS), RULE) == []


@pytest.mark.parametrize("bounded", [True, False])
def test_it_is_enough_that_one_member_of_a_group_can(examine: Examine, bounded: bool) -> None:
    limit = {"PermissionsBoundary": {"Ref": "B"}}
    members = user("Jane", "Gruppe", **limit) | user("John", "Gruppe", **(limit if bounded else {}))
    resources = group(allow("iam:CreateRole")) | members | boundary(allow("s3:*"))
    assert len(examine(resources, RULE)) == (0 if bounded else 1)


@pytest.mark.parametrize("resources", [managed(allow("iam:CreateRole")), group(allow("iam:CreateRole"))])
def test_a_policy_that_nobody_has_counts(examine: Examine, resources: dict[str, Any]) -> None:
    assert len(examine(resources, RULE)) == 1


def test_policies_of_aws_are_left_alone(examine: Examine) -> None:
    attached = has(ManagedPolicyArns=["arn:aws:iam::aws:policy/AdministratorAccess-Amplify"])
    assert examine(attached, RULE) == []
