"""Keys with one value that are compared as if they had several."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.conditions.statements import SECTIONS, asks
from tests.checks.samples import managed, role

RULE = "condition-set-operator-on-single-value"


@pytest.mark.parametrize(
    "statement",
    [
        asks("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", {"Ref": "Text"}),
        asks("ForAllValues:StringEquals", "AWS:TagKeys", "x"),
        asks("StringEquals", "aws:username", "x"),
        asks("ForAnyValue:StringEquals", "nobody:Knows", "x"),
        asks("ForAnyValue:StringEquals", "cognito-identity.amazonaws.com:any", "x"),
    ],
)
def test_a_set_operator_for_several_values_is_fine(examine: Examine, statement: Any) -> None:
    assert examine(managed(statement), RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (
            asks("ForAnyValue:StringEquals", "aws:username", "x"),
            "aws:username has one value, and ForAnyValue is for sev",
        ),
        (
            asks("ForAllValues:StringLike", "AWS:UserName", ["x", "y*"]),
            "AWS:UserName has one value, and ForAllValues is for several; requests without the key meet it",
        ),
        (
            asks("ForAllValues:StringEquals", "aws:ResourceTag/Team", {"Fn::Sub": "${Text}"}, "s3:*", Effect="Deny"),
            "aws:ResourceTag/Team has one value",
        ),
        (asks("ForAnyValue:StringLikeIfExists", "s3:prefix", "x", None, NotAction="iam:*"), "s3:prefix has one value"),
    ],
)
def test_a_set_operator_for_one_value_is_found(examine: Examine, statement: Any, message: str) -> None:
    (found,) = examine(managed(statement), RULE, sections=SECTIONS)
    assert found.message.startswith(message)
    assert found.severity == "warning"


@pytest.mark.parametrize("claim", ["sub", "AUD"])
def test_subject_and_audience_are_one_value_each(examine: Examine, claim: str) -> None:
    asked = {"ForAnyValue:StringEquals": {f"token.example.com:{claim}": "x"}}
    provider = {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.example.com"}
    statement = {"Effect": "Allow", "Principal": provider, "Action": "sts:AssumeRoleWithWebIdentity"}
    assert len(examine(role(statement | {"Condition": asked}), RULE)) == 1
