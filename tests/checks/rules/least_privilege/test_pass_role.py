"""Roles that can be passed: every one, or to every service."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.least_privilege.estates import boundary, has
from tests.checks.samples import allow

ANYWHERE, WITHOUT = "pass-role-anywhere", "pass-role-without-service"
TO_LAMBDA = {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
NAMED = "arn:aws:iam::123456789012:role/app/*"
ALL_BUT = ["iam:A*", "iam:C*", "iam:D*", "iam:G*", "iam:Put*", "iam:U*"]


@pytest.mark.parametrize(
    "statement",
    [
        allow("iam:PassRole"),
        allow(["IAM:passrole"], Condition=TO_LAMBDA),
        allow("iam:Pass*", "arn:aws:iam::*:role/*"),
        allow("i*:P?ssRole"),
        allow("iam:PassRole", {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/*"}),
        allow("iam:PassRole", None, NotResource=NAMED),
        allow(None, NotAction=ALL_BUT),
    ],
)
def test_every_role_is_remarked_about_once(examine: Examine, statement: dict[str, Any]) -> None:
    (found,) = (each for each in examine(has(statement | {"Sid": "Pass"})) if each.rule.id in (ANYWHERE, WITHOUT))
    assert (found.severity, found.qualified_rule) == ("warning", "pass-role-anywhere[P.Pass]")


@pytest.mark.parametrize(
    "statement",
    [
        allow("iam:PassRole", NAMED),
        allow(["s3:GetObject", "Iam:Pass*"], [NAMED]),
        allow("iam:PassRole", NAMED, Condition={"StringLike": {"iam:PassedToService": ["ecs*", "*"]}}),
        allow("iam:PassRole", NAMED, Condition={"StringNotEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}),
        allow("iam:PassRole", NAMED, Condition={"Null": {"iam:PassedToService": "false"}}),
        allow("iam:PassRole", {"Fn::GetAtt": ["R", "Arn"]}),
        allow("iam:PassRole", {"Ref": "Unknown"}),
        allow(None, {"Fn::Join": ["/", ["arn:aws:iam::123456789012:role", "app"]]}, NotAction=ALL_BUT),
        allow("iam:PassRole", NAMED, Condition={"StringLike": {"iam:AssociatedResourceArn": "*"}}),
    ],
)
def test_every_service_is_remarked_about(examine: Examine, statement: dict[str, Any]) -> None:
    sections = {"Parameters": {"Unknown": {"Type": "String"}}}
    found = [each for each in examine(has(statement), sections=sections) if each.rule.id in (ANYWHERE, WITHOUT)]
    assert [(each.rule.id, each.severity) for each in found] == [(WITHOUT, "warning")]


@pytest.mark.parametrize(
    "statement",
    [
        allow("iam:PassRole", NAMED, Condition=TO_LAMBDA),
        allow("iam:PassRole", NAMED, Condition={"StringLike": {"IAM:passedtoservice": "ecs*"}}),
        allow("iam:GetRole"),
        allow({"Ref": "Unknown"}),
        allow(None, NotAction="iam:*"),
        allow("*"),
        allow("iam:*", [NAMED, *(f"arn:aws:iam::*:{each}/*" for each in ("user", "group", "policy"))]),
        allow("iam:PassRole") | {"Effect": "Deny"},
    ],
)
@pytest.mark.parametrize("rule", [ANYWHERE, WITHOUT])
def test_other_statements_are_fine(examine: Examine, statement: dict[str, Any], rule: str) -> None:
    assert examine(has(statement), rule, sections={"Parameters": {"Unknown": {"Type": "String"}}}) == []


@pytest.mark.parametrize("rule", [ANYWHERE, WITHOUT])
def test_what_a_boundary_holds_back_is_fine(examine: Examine, rule: str) -> None:
    bounded = has(allow("iam:PassRole"), PermissionsBoundary={"Ref": "B"})
    assert examine(bounded | boundary(allow("s3:*")), rule) == []


def test_the_place_is_the_action(examine: Examine) -> None:
    (found,) = examine(has(allow(["s3:ListBucket", "iam:Pass*"])), ANYWHERE)
    assert found.place.path[-2:] == ("Action", 1)
    (found,) = examine(has(allow("iam:PassRole", Condition=TO_LAMBDA)), ANYWHERE)
    assert (found.place.path[-1], found.depends_on) == ("Action", ("iam:PassedToService",))


def test_policies_of_aws_are_left_alone(examine: Examine) -> None:
    attached = has(ManagedPolicyArns=["arn:aws:iam::aws:policy/job-function/DataScientist"])
    assert [each for each in examine(attached) if each.rule.id in (ANYWHERE, WITHOUT)] == []
