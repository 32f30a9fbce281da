"""Values that an operator never matches."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.conditions.statements import SECTIONS, asks
from tests.checks.samples import managed

RULE = "condition-value-type"


@pytest.mark.parametrize(
    ("operator", "key", "value"),
    [
        ("NumericLessThan", "aws:MultiFactorAuthAge", "3600"),
        ("NumericLessThan", "aws:MultiFactorAuthAge", 3600),
        ("NumericGreaterThan", "aws:EpochTime", 1767225600),
        ("DateLessThan", "aws:CurrentTime", "2026-01-01T00:00:00Z"),
        ("DateLessThan", "aws:EpochTime", ["2026-01-01", 1767225600]),
        ("Bool", "aws:SecureTransport", "FALSE"),
        ("Bool", "aws:SecureTransport", True),
        ("Null", "aws:SourceIp", "true"),
        ("IpAddress", "aws:SourceIp", ["192.0.2.0/24", "2001:db8::/32", "192.0.2.1"]),
        ("BinaryEquals", "s3:prefix", "cmVk"),
        ("ArnLike", "aws:SourceArn", ["arn:aws:s3:::b", "arn:aws:*"]),
        ("ArnEquals", "sns:Endpoint", "*"),
        ("StringEquals", "aws:SourceArn", "arn:aws:s3:::b"),
        ("StringLike", "aws:SourceArn", "*:b"),
        ("StringEquals", "aws:SecureTransport", "true"),
        ("StringEquals", "aws:SourceIp", "192.0.2.1"),
        ("StringLike", "aws:SourceIp", "192.0.2.*"),
        ("StringLike", "s3:prefix", "192.0.2.0/24"),
        ("NumericLessThan", "s3:prefix", "5"),
        ("NumericLessThan", "nobody:knows", "5"),
        ("Bool", "token.example.com:email_verified", "true"),
        ("NumericLessThan", "aws:MultiFactorAuthAge", {"Ref": "Text"}),
        ("DateLessThan", "aws:CurrentTime", {"Fn::Sub": "${Text}T00:00:00Z"}),
        ("Bool", "aws:SecureTransport", {"Ref": "Text"}),
        ("ArnLike", "aws:PrincipalArn", "${aws:PrincipalTag/Arn}"),
    ],
)
def test_a_value_that_may_match_is_taken(examine: Examine, operator: str, key: str, value: Any) -> None:
    assert examine(managed(asks(operator, key, value)), RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    ("operator", "key", "value", "message"),
    [
        ("NumericLessThan", "s3:max-keys", "ten", "'ten' is not a number, so that NumericLessThan never matches it"),
        ("NumericEqualsIfExists", "s3:max-keys", {"Ref": "Known"}, "'known' is not a number, so that NumericEqualsIf"),
        ("DateLessThan", "aws:CurrentTime", "2026-13-01", "'2026-13-01' is not a date, so that DateLessThan never"),
        ("DateLessThan", "aws:CurrentTime", "tomorrow", "'tomorrow' is not a date"),
        ("Bool", "aws:SecureTransport", "yes", "'yes' is not true or false, so that Bool never matches it"),
        ("Bool", "AWS:SecureTransport", 1, "'1' is not true or false"),
        ("Null", "aws:SourceIp", "*", "'*' is not true or false, so that Null never matches it"),
        ("IpAddress", "aws:SourceIp", "10.0.0.*", "'10.0.0.*' is not an IP address or network, so that IpAddress"),
        ("NotIpAddress", "aws:SourceIp", {"Fn::Join": [".", ["10", "0", "0", "256"]]}, "'10.0.0.256' is not an IP"),
        ("BinaryEquals", "s3:prefix", "***", "'***' is not base64, so that BinaryEquals never matches it"),
        ("ArnLike", "aws:SourceArn", "111122223333", "'111122223333' is not an ARN, so that ArnLike never matches it"),
        ("StringEquals", "aws:SourceIp", "10.0.0.0/8", "'10.0.0.0/8' is not one IP address, so that StringEquals"),
        ("ArnEquals", "aws:SourceArn", "b:aws:s3:::b", "'b:aws:s3:::b' is not an ARN"),
    ],
)
def test_a_value_that_never_matches_is_found(
    examine: Examine, operator: str, key: str, value: Any, message: str
) -> None:
    for given, steps in ((value, ()), ([value], (0,))):
        (found,) = examine(managed(asks(operator, key, given)), RULE, sections=SECTIONS)
        assert found.message.startswith(message)
        assert found.severity == "error"
        assert found.place.path[-3 - len(steps) :] == ("Condition", operator, key, *steps)


@pytest.mark.parametrize(
    ("operator", "key", "value", "message"),
    [
        ("NumericLessThan", "aws:SourceIp", "5", "NumericLessThan cannot compare aws:SourceIp, which is an IP address"),
        ("IpAddress", "aws:SourceArn", "10.0.0.1", "IpAddress cannot compare aws:SourceArn, which is an ARN"),
        ("Bool", "aws:CurrentTime", "true", "Bool cannot compare aws:CurrentTime, which is a date"),
        ("ArnLike", "AWS:securetransport", "*", "ArnLike cannot compare AWS:securetransport, which is true or false"),
        (
            "DateLessThan",
            "aws:ViaAWSService",
            "2026",
            "DateLessThan cannot compare aws:ViaAWSService, which is true or",
        ),
        ("ArnLike", "s3:max-keys", {"Ref": "Text"}, "ArnLike cannot compare s3:max-keys, which is a number"),
        (
            "ForAnyValue:Bool",
            "events:TargetArn",
            "true",
            "ForAnyValue:Bool cannot compare events:TargetArn, which is a",
        ),
    ],
)
def test_a_key_that_an_operator_never_reads_is_found(
    examine: Examine, operator: str, key: str, value: Any, message: str
) -> None:
    (found,) = examine(managed(asks(operator, key, value)), RULE, sections=SECTIONS)
    assert found.message.startswith(message)
    assert found.place.path[-1] == key


def test_each_value_is_found_once(examine: Examine) -> None:
    (one, other) = examine(managed(asks("Bool", "aws:SecureTransport", ["no", "true", "on", "no"], Sid="A")), RULE)
    assert one.qualified_rule == f"{RULE}[P.A Bool aws:securetransport no]"
    assert other.place.path[-1] == 2
