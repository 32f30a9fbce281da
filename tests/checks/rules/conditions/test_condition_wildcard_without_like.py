"""Wildcards for which an operator has no sense."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.conditions.statements import SECTIONS, asks
from tests.checks.samples import managed, role

RULE = "condition-wildcard-without-like"


@pytest.mark.parametrize(
    "statement",
    [
        asks("StringLike", "s3:prefix", ["home/*", "a?"]),
        asks("StringNotLikeIfExists", "s3:prefix", "*"),
        asks("StringEquals", "s3:prefix", ["home", "${aws:username}", "a${*}b"]),
        asks("ArnEquals", "aws:SourceArn", "arn:aws:s3:::*"),
        asks("ForAllValues:StringEquals", "acm:DomainNames", "*.example.com", "acm:RequestCertificate"),
        asks("StringEquals", "s3:prefix", {"Fn::Sub": "${Text}/${Known}"}),
    ],
)
def test_a_wildcard_that_is_one_is_fine(examine: Examine, statement: Any) -> None:
    assert examine(managed(statement), RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    ("statement", "message", "steps"),
    [
        (asks("StringEquals", "s3:prefix", "home/*"), "StringEquals takes the wildcard in home/* for an ord", ()),
        (asks("StringNotEquals", "S3:prefix", ["a", "b?"]), "StringNotEquals takes the wildcard in b? for", (1,)),
        (asks("StringEqualsIgnoreCase", "s3:prefix", "${aws:username}*"), "StringEqualsIgnoreCase takes", ()),
        (asks("StringEquals", "s3:prefix", {"Fn::Join": ["/", [{"Ref": "Text"}, "*"]]}), "StringEquals takes the", ()),
        (
            asks("ForAnyValue:StringEqualsIfExists", "aws:TagKeys", ["x*"], None, NotAction="iam:*"),
            "ForAnyValue:StringEqualsIfExists takes the wildcard in x* for",
            (0,),
        ),
    ],
)
def test_a_wildcard_that_is_none_is_found(examine: Examine, statement: Any, message: str, steps: Any) -> None:
    (found,) = examine(managed(statement), RULE, sections=SECTIONS)
    assert found.message.startswith(message)
    assert found.severity == "warning"
    assert found.place.path[7:] == steps


def test_trust_policies_are_looked_at(examine: Examine) -> None:
    asked = {"StringEquals": {"token.example.com:sub": "repo:acme/*", "token.example.com:aud": "x"}}
    provider = {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.example.com"}
    statement = {"Effect": "Allow", "Principal": provider, "Action": "sts:AssumeRoleWithWebIdentity"}
    (found,) = examine(role(statement | {"Condition": asked}), RULE)
    assert found.qualified_rule.endswith(" StringEquals token.example.com:sub repo:acme/*]")
