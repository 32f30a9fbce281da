"""ForAllValues in an Allow, which requests without the key meet."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.conditions.statements import SECTIONS, asks
from tests.checks.samples import allow, managed

RULE = "condition-for-all-values-met-by-absence"
TAGS = {"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}}


@pytest.mark.parametrize(
    "statement",
    [
        asks("ForAllValues:StringEquals", "aws:TagKeys", "x", Effect="Deny"),
        asks("ForAnyValue:StringEquals", "aws:TagKeys", "x"),
        asks("ForAllValues:StringEquals", "aws:username", "x"),  # of another rule
        asks("ForAllValues:StringEquals", "token.example.com:groups", "x"),
        allow("ec2:RunInstances", Condition=TAGS | {"Null": {"AWS:TagKeys": False}}),
        allow("ec2:RunInstances", Condition=TAGS | {"ForAnyValue:StringEquals": {"aws:tagkeys": ["a"]}}),
        allow("ec2:RunInstances", Condition=TAGS | {"StringEquals": {"aws:RequestTag/a": {"Ref": "Text"}}}),
        allow(["ec2:CreateTags", "S3:TagResource"], Condition=TAGS),
    ],
)
def test_what_no_request_without_the_key_meets_is_fine(examine: Examine, statement: Any) -> None:
    assert examine(managed(statement), RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    "statement",
    [
        allow("ec2:RunInstances", Condition=TAGS),
        allow(["ec2:CreateTags", "EC2:Run*"], Condition=TAGS | {"Null": {"aws:TagKeys": "true"}}),
        allow(None, NotAction="iam:*", Condition=TAGS | {"StringEqualsIfExists": {"aws:RequestTag/a": "x"}}),
        asks("ForAllValues:StringLike", "DynamoDB:leadingkeys", "${aws:username}", "dynamodb:GetItem"),
        asks("ForAllValues:StringEquals", "dynamodb:LeadingKeys", {"Fn::Sub": "${Text}"}, "dynamodb:GetItem"),
    ],
)
def test_what_requests_without_the_key_meet_is_found(examine: Examine, statement: Any) -> None:
    (found,) = examine(managed(statement), RULE, sections=SECTIONS)
    assert found.message.startswith("requests without ")
    assert " meet ForAllValues:String" in found.message
    assert found.severity == "warning"
    assert found.depends_on == (found.place.path[-1],)
