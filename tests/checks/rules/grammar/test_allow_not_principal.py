"""Statements that allow with NotPrincipal."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.samples import role

RULE = "allow-not-principal"
SECTIONS = {"Parameters": {"Text": {"Type": "String"}}}


def but(principal: Any, effect: str = "Allow") -> dict[str, Any]:
    return {"Effect": effect, "NotPrincipal": principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}


def bucket(statement: Any) -> dict[str, Any]:
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return {"B": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": "b", "PolicyDocument": document}}}


@pytest.mark.parametrize(
    "principal",
    [
        {"AWS": "123456789012"},
        {"AWS": ["arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:user/A"]},
        {"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}},
        {"AWS": {"Ref": "Text"}},
        {"Service": "lambda.amazonaws.com"},
    ],
)
def test_whoever_allows_all_but_some_allows_strangers(examine: Examine, principal: Any) -> None:
    (found,) = examine(bucket(but(principal)), RULE, sections=SECTIONS)
    assert "strangers too" in found.message
    assert found.severity == "error"
    assert found.place.path[-1] == "NotPrincipal"


def test_a_trust_policy_must_not_either(examine: Examine) -> None:
    statement = {"Effect": "Allow", "NotPrincipal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole"}
    assert len(examine(role(statement), RULE)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        but({"AWS": "123456789012"}, "Deny"),
        {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "s3:*", "Resource": "arn:aws:s3:::b"},
        {"Effect": "Allow", "Principal": {"Ref": "Text"}, "Action": "s3:*", "Resource": "arn:aws:s3:::b"},
    ],
)
def test_to_deny_all_but_some_or_to_name_them_is_taken(examine: Examine, statement: Any) -> None:
    assert examine(bucket(statement), RULE, sections=SECTIONS) == []
