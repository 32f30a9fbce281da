"""Operators that there are not."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.conditions.statements import SECTIONS, asks
from tests.checks.samples import allow, managed, role

RULE = "condition-operator-unknown"
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}


@pytest.mark.parametrize(
    "statement",
    [
        asks("StringEquals", "aws:username", "x"),
        asks("ForAllValues:StringLikeIfExists", "aws:TagKeys", ["x"]),
        asks("Null", "aws:username", "true"),
        allow("s3:*", Condition={}),
        allow("s3:*", Condition={"Ref": "Text"}),
        allow("s3:*", Condition="text"),
        allow("s3:*", Condition={"Fn::If": ["C", {"Bool": {"aws:SecureTransport": "true"}}, {"Ref": "AWS::NoValue"}]}),
    ],
)
def test_an_operator_that_there_is_is_taken(examine: Examine, statement: Any) -> None:
    assert examine(managed(statement), RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    ("operator", "message"),
    [
        ("StringEqual", "there is no condition operator StringEqual; there is StringEquals"),
        ("stringequals", "there is no condition operator stringequals; there is StringEquals"),
        ("NullIfExists", "there is no condition operator NullIfExists; there is Null"),
        ("ForAnyValue:Null", "there is no condition operator ForAnyValue:Null; there is Null"),
        ("Contains", "there is no condition operator Contains"),
    ],
)
def test_an_operator_that_there_is_not_is_found(examine: Examine, operator: str, message: str) -> None:
    (found,) = examine(managed(asks(operator, "aws:username", "x", Sid="A")), RULE)
    assert (found.message, found.severity) == (message, "error")
    assert found.qualified_rule == f"{RULE}[P A {operator}]"
    assert found.place.path[2:] == ("Statement", 0, "Condition", operator)


def test_all_of_them_are_found_in_a_policy_that_is_malformed_otherwise(examine: Examine) -> None:
    wrong = {"StringIs": {"a:b": "c"}, "StringEquals": {"a:b": "c"}, "Eq": {"a:b": "c"}}
    resources = managed(allow("s3:*", Condition=wrong, Effect="Perhaps"), asks("Is", "aws:username", "x"))
    found = examine(resources | role(TRUST | {"Condition": {"StringIs": {"a:b": "c"}}}), RULE)
    assert sorted(each.place.path[-1] for each in found) == ["Eq", "Is", "StringIs", "StringIs"]


def test_a_single_statement_needs_no_list(examine: Examine) -> None:
    document = {"Version": "2012-10-17", "Statement": asks("StringIs", "aws:username", {"Fn::Sub": "${Text}"})}
    resources = {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document}}}
    assert len(examine(resources, RULE, sections=SECTIONS)) == 1
