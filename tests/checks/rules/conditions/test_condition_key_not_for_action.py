"""Keys of a service that none of a statement's actions has."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.conditions.statements import SECTIONS, asks
from tests.checks.samples import managed, role

RULE = "condition-key-not-for-action"
SAML = {"Federated": "arn:aws:iam::123456789012:saml-provider/p"}


@pytest.mark.parametrize(
    "statement",
    [
        asks("StringLike", "s3:prefix", "x", "s3:ListBucket"),
        asks("StringLike", "S3:Prefix", "x", ["s3:GetObject", "S3:List*"]),
        asks("StringLike", "s3:prefix", "x", "s3:*"),
        asks("StringLike", "s3:prefix", "x", "*"),
        asks("StringLike", "s3:prefix", "x", "s?:GetObject"),
        asks("StringEquals", "aws:username", "x", "s3:GetObject"),
        asks("StringEquals", "ec2:SourceInstanceArn", "x", "s3:GetObject"),  # every service can have it
        asks("StringEquals", "s3:prefx", "x", "s3:GetObject"),  # of another rule
        asks("StringNotLike", "s3:prefix", "x", "s3:GetObject"),
        asks("StringLikeIfExists", "s3:prefix", "x", "s3:GetObject"),
        asks("Null", "s3:prefix", "true", "s3:GetObject"),
        asks("StringLike", "s3:prefix", "x", None, NotAction="s3:ListBucket"),
        asks("StringLike", "s3:prefix", "x", ["s3:GetObject", "payments:GetPaymentAttempt"]),  # not listed
        asks("StringLike", "s3:prefix", "x", {"Fn::Sub": "s3:${Text}"}),
    ],
)
def test_a_key_that_an_action_has_or_may_have_is_taken(examine: Examine, statement: Any) -> None:
    assert examine(managed(statement), RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    "statement",
    [
        asks("StringLike", "s3:prefix", "x", "s3:GetObject"),
        asks("StringEquals", "S3:Prefix", {"Ref": "Text"}, ["S3:getobject", "s3:PutObject"]),
        asks("StringEquals", "s3:prefix", "x", "s3:GetObject*", Effect="Deny"),
        asks("Null", "s3:prefix", False, {"Fn::Join": [":", ["s3", "GetObject"]]}),
    ],
)
def test_a_key_that_no_action_has_is_found(examine: Examine, statement: Any) -> None:
    (found,) = examine(managed(statement), RULE, sections=SECTIONS)
    assert found.message.lower() == "no action of the statement has the condition key s3:prefix"
    assert found.severity == "warning"


@pytest.mark.parametrize(
    ("action", "key", "count"),
    [
        ("sts:AssumeRoleWithSAML", "saml:aud", 0),
        ("sts:AssumeRole", "saml:aud", 1),
        ("sts:AssumeRole", "sts:ExternalId", 0),
        ("sts:AssumeRole", "token.example.com:aud", 0),
        ("sts:AssumeRole", "accounts.google.com:aud", 0),
    ],
)
def test_trust_policies_are_looked_at(examine: Examine, action: str, key: str, count: int) -> None:
    statement = {"Effect": "Allow", "Principal": SAML, "Action": action, "Condition": {"StringEquals": {key: "x"}}}
    assert len(examine(role(statement), RULE)) == count
