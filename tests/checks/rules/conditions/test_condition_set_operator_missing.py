"""Multivalued keys that are compared as if they had one value."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.conditions.statements import SECTIONS, asks
from tests.checks.samples import managed, role

RULE = "condition-set-operator-missing"
ORG = "o-1234567890/r-ab12/ou-ab12-11111111/"


@pytest.mark.parametrize(
    "statement",
    [
        asks("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", ORG),
        asks("ForAllValues:StringEqualsIfExists", "aws:TagKeys", ["a", "b"]),
        asks("Null", "aws:TagKeys", "false"),
        asks("StringEquals", "aws:PrincipalOrgID", ["o-1234567890", {"Ref": "Text"}]),
        asks("StringEquals", "aws:RequestTag/Team", "x"),
        asks("StringEquals", "nobody:Knows", "x"),
    ],
)
def test_a_set_operator_or_a_key_with_one_value_is_fine(examine: Examine, statement: Any) -> None:
    assert examine(managed(statement), RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    "statement",
    [
        asks("StringLike", "aws:PrincipalOrgPaths", ORG),
        asks("StringEqualsIfExists", "AWS:tagkeys", ["a", "b"]),
        asks("StringNotEquals", "aws:CalledVia", {"Fn::Sub": "${Text}.amazonaws.com"}),
        asks("StringEquals", "dynamodb:LeadingKeys", "${aws:username}", None, NotAction="iam:*", Effect="Deny"),
    ],
)
def test_a_multivalued_key_without_set_operator_is_found(examine: Examine, statement: Any) -> None:
    (found,) = examine(managed(statement), RULE, sections=SECTIONS)
    assert " can have several values, and String" in found.message
    assert found.message.endswith(" has no set operator")
    assert found.severity == "warning"
    assert found.place.path[-3] == "Condition"


def test_trust_policies_are_looked_at(examine: Examine) -> None:
    asked = {"StringLike": {"aws:PrincipalOrgPaths": ORG}}
    statement = {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Condition": asked}
    assert len(examine(role(statement), RULE)) == 1
