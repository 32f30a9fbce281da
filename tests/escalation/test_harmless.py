"""Those who look dangerous and are not: auditors, support, and delegated administrators under our boundary."""

from __future__ import annotations

import pytest

from iam_stacks.escalation.escalation import Escalation
from iam_stacks.policy.delegation import delegation_statements
from tests.escalation.conftest import Read
from tests.escalation.parts import IAM, US, administrator, allow, function, group, policy, role, user, ways

AWS = "arn:aws:iam::aws:policy/"
ESTATE = {
    **administrator(trusts=US),
    **role("r8", allow("*", "*")),
    **function("f8", "r8"),
    **user("u9", allow("*", "*")),
}
"""Administrators that a function runs with, that the account may assume, and that have keys."""


@pytest.mark.parametrize(
    "name",
    [
        "ReadOnlyAccess",
        "SecurityAudit",
        "IAMReadOnlyAccess",
        "job-function/ViewOnlyAccess",
        "AWSSupportAccess",
        "job-function/Billing",
        "IAMUserChangePassword",
        "AmazonS3FullAccess",
        "CloudWatchReadOnlyAccess",
    ],
)
def test_a_reader_and_support_have_no_path(read: Read, name: str) -> None:
    account = read(
        ESTATE
        | user("u1", ManagedPolicyArns=[f"{AWS}{name}"])
        | role("r1", ManagedPolicyArns=[f"{AWS}{name}"], trusts=US)
    )
    assert ways(account) == {}


@pytest.mark.parametrize("name", ["PowerUserAccess", "AWSLambda_FullAccess"])
def test_who_changes_what_runs_has_one(read: Read, name: str) -> None:
    assert set(ways(read(ESTATE | user("u1", ManagedPolicyArns=[f"{AWS}{name}"])))) == {"user/u1"}


def delegated(*, boundary: bool = True, path: str = "/delegated/", allowed: tuple[str, ...] = ()) -> dict[str, object]:
    """A user who may do everything to IAM that the boundary leaves, and those that it administers."""
    statements = delegation_statements(
        arn_prefix=IAM.removesuffix(":"), boundary=f"{IAM}policy/b1", path="/delegated/", allowed_actions=allowed
    )
    bounded = {"PermissionsBoundary": f"{IAM}policy/b1"} if boundary else {}
    return {
        **policy("b1", *statements),
        **user("u1", allow(["iam:*", "sts:*"], "*"), Groups=["g1"], PermissionsBoundary=f"{IAM}policy/b1"),
        **group("g1", allow(["s3:*", "iam:Get*"], "*")),
        **user("u2", Path=path, **bounded),
        **role("r2", Path=path, trusts=US, **bounded),
        **group("g2", allow("s3:*", "*"), Path=path),
        **policy("p2", allow("s3:*", "*"), Path=path, Users=["u2"]),
    }


def test_a_delegated_administrator_has_no_path(read: Read) -> None:
    assert ways(read(ESTATE | delegated())) == {}


def test_nor_with_services_that_do_not_lead_out(read: Read) -> None:
    assert ways(read(ESTATE | delegated(allowed=("s3:*", "logs:*")))) == {}


def test_somebody_beneath_the_path_without_the_boundary_leads_out(read: Read) -> None:
    assert {"user/u1"} <= set(ways(read(ESTATE | delegated(boundary=False))))


def test_without_its_boundary_it_is_an_administrator(read: Read) -> None:
    resources = ESTATE | delegated()
    del resources["u1"]["Properties"]["PermissionsBoundary"]  # type: ignore[index]
    assert f"{IAM}user/u1" in Escalation(read(resources)).administrators
