"""Keys that there are not."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.conditions.statements import SECTIONS, asks
from tests.checks.samples import allow, managed, role

RULE = "condition-key-unknown"
PROVIDER = "arn:aws:iam::123456789012:oidc-provider/token.example.com"


@pytest.mark.parametrize(
    "statement",
    [
        asks("StringEquals", "AWS:UserName", "x"),
        asks("StringEquals", "aws:ResourceTag/Team", "x"),
        asks("StringLike", "S3:PREFIX", "x"),
        asks("StringEquals", "kms:EncryptionContext:Team", "x", "kms:Decrypt"),
        asks("StringEquals", "deepracer:Anything", "x"),  # of a service of which AWS lists nothing
        asks("StringEquals", "lakeformation:GlueARN", "x"),  # in a policy of AWS only
    ],
)
def test_a_key_that_there_is_or_may_be_is_taken(examine: Examine, statement: Any) -> None:
    assert examine(managed(statement), RULE, sections=SECTIONS) == []


def test_claims_of_providers_are_not_judged(examine: Examine) -> None:
    trusted = {"Effect": "Allow", "Principal": {"Federated": PROVIDER}, "Action": "sts:AssumeRoleWithWebIdentity"}
    asked = {"StringEquals": {"token.example.com:sub": "x", "token.example.com:any": "x", "sts:RoleSessionName": "x"}}
    assert examine(role(trusted | {"Condition": asked}), RULE) == []


@pytest.mark.parametrize(
    ("operator", "key", "message"),
    [
        (
            "StringEquals",
            "aws:UserNames",
            "there is no condition key aws:UserNames, so that the condition is never met",
        ),
        (
            "StringEquals",
            "AWS:usernames",
            "there is no condition key AWS:usernames, so that the condition is never met",
        ),
        (
            "StringLike",
            "s3:prefx",
            "there is no condition key s3:prefx, so that the condition is never met; there is s3:",
        ),
        ("Null", "s3:prefx", "there is no condition key s3:prefx, so that the condition is never met"),
        (
            "StringNotEquals",
            "aws:PrincipalOrgIDs",
            "there is no condition key aws:PrincipalOrgIDs, so that the condition",
        ),
        (
            "BoolIfExists",
            "aws:MFAPresent",
            "there is no condition key aws:MFAPresent, so that the condition asks for n",
        ),
        ("ForAllValues:StringEquals", "aws:Tag", "there is no condition key aws:Tag, so that the condition asks for n"),
        (
            "StringEquals",
            "aws:ResourceTag",
            "there is no condition key aws:ResourceTag, so that the condition is never",
        ),
    ],
)
def test_a_key_that_there_is_not_is_found(examine: Examine, operator: str, key: str, message: str) -> None:
    (found,) = examine(managed(asks(operator, key, "false")), RULE)
    assert found.message.startswith(message)
    assert found.severity == "error"
    assert found.place.path[-3:] == ("Condition", operator, key)


def test_a_similar_key_is_proposed_if_there_is_one(examine: Examine) -> None:
    one, other = (examine(managed(asks("StringEquals", key, "x")), RULE)[0] for key in ("aws:usernam", "qq:qqqqqqqq"))
    assert "never met; there is aws:username" in one.message
    assert other.message.endswith("is never met")


@pytest.mark.parametrize("value", [["x", "y"], {"Ref": "Text"}, {"Fn::Sub": "${Known}"}, {"Fn::Join": ["", ["x"]]}])
def test_it_does_not_matter_what_it_is_compared_with(examine: Examine, value: Any) -> None:
    statement = asks("StringEquals", "aws:UserNames", value, None, NotAction="iam:*", Effect="Deny", Sid="A")
    (found,) = examine(managed(statement), RULE, sections=SECTIONS)
    assert found.qualified_rule == f"{RULE}[P.A StringEquals aws:usernames]"


def test_each_is_found_once(examine: Examine) -> None:
    condition = {"StringEquals": {"aws:a": "x", "aws:username": "x"}, "StringLike": {"aws:a": "x"}}
    assert len(examine(managed(allow("s3:*", Condition=condition)), RULE)) == 2
