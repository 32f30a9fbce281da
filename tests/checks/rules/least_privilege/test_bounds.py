"""What boundaries hold back, and leave, of what is allowed on whatever resource."""

from __future__ import annotations

from typing import Any

import pytest

from iam_stacks.policy.delegation import delegation_statements
from tests.checks.conftest import Examine
from tests.checks.rules.least_privilege.estates import boundary, group, has, user
from tests.checks.samples import allow

EVERYTHING = ["s3:GetObject", "s3:PutBucketPolicy", "iam:PassRole"]
RULES = {"data-reads-anywhere", "resource-exposure-anywhere", "pass-role-anywhere"}
LIMIT = {"PermissionsBoundary": {"Ref": "B"}}
DELEGATED = delegation_statements(
    arn_prefix="arn:aws:iam::123456789012",
    boundary="arn:aws:iam::123456789012:policy/Limit",
    path="/delegated/",
    allowed_actions=["sqs:*"],
)


def rules(examine: Examine, resources: dict[str, Any]) -> set[str]:
    """Return which of the rules find something."""
    return {each.rule.id for each in examine(resources)} & RULES


@pytest.mark.parametrize(
    "statements",
    [
        [allow("sqs:*")],
        [allow("*", ["arn:aws:s3:::example/*", "arn:aws:iam::123456789012:role/app/*"])],
        [allow("*") | {"Effect": "Deny"}],
        [allow(None, NotAction=["S3:*", "i*:*"])],
        DELEGATED,
    ],
)
def test_what_the_boundary_does_not_leave_is_not_remarked_about(examine: Examine, statements: list[Any]) -> None:
    assert rules(examine, has(allow(EVERYTHING), **LIMIT) | boundary(*statements)) == set()


@pytest.mark.parametrize("statement", [allow("*"), allow(None, NotAction="sqs:*"), allow(["s3:*", "IAM:pass*"])])
def test_what_it_leaves_is(examine: Examine, statement: dict[str, Any]) -> None:
    assert rules(examine, has(allow(EVERYTHING), **LIMIT) | boundary(statement)) == RULES


@pytest.mark.parametrize(("limits", "found"), [([LIMIT, LIMIT], set()), ([LIMIT, {}], RULES), ([], RULES)])
def test_all_members_of_a_group_need_one(examine: Examine, limits: list[dict[str, Any]], found: set[str]) -> None:
    members = [user(f"User{index}", "Gruppe", **limit) for index, limit in enumerate(limits)]
    resources = group(allow(EVERYTHING)) | boundary(allow("sqs:*"))
    assert rules(examine, {name: each for part in (resources, *members) for name, each in part.items()}) == found
