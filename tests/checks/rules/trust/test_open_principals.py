"""Whoever it is can assume the role, or use the resource."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.trust.statements import PARAMETER, WEB, bucket, deny, trust
from tests.checks.samples import allow, managed, role

RULE, CONDITIONED, RESOURCE = "trust-open-principal", "trust-open-principal-conditioned", "resource-open-principal"
ANYBODY = {"AWS": "*"}
ORG = {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}
OPEN_ALLOW = trust(ANYBODY)


def told(examine: Examine, *statements: dict[str, Any]) -> list[str]:
    found = examine(role(*statements), sections=PARAMETER)
    return [each.qualified_rule for each in found if each.rule.id in (RULE, CONDITIONED)]


@pytest.mark.parametrize(
    ("principal", "detail", "steps"),
    [
        ("*", "*", ("Principal",)),
        ({"AWS": "*"}, "AWS", ("Principal", "AWS")),
        ({"AWS": ["arn:aws:iam::123456789012:root", "*"]}, "AWS", ("Principal", "AWS", 1)),
        ({"AWS": {"Fn::Sub": "*"}}, "AWS", ("Principal", "AWS")),
        ({"Service": "*"}, "Service", ("Principal", "Service")),
        ({"Federated": ["*"]}, "Federated", ("Principal", "Federated", 0)),
    ],
)
@pytest.mark.parametrize("action", ["sts:AssumeRole", ["STS:assume*"], "*"])
def test_everybody_can_assume_a_role(
    examine: Examine, principal: Any, detail: str, steps: tuple[Any, ...], action: Any
) -> None:
    (found,) = examine(role(trust(principal, action)), RULE)
    assert found.qualified_rule == f"{RULE}[trust.T {detail}]"
    assert (found.severity, found.place.path[-len(steps) :]) == ("error", steps)


@pytest.mark.parametrize(
    "condition",
    [
        {"StringEquals": {"sts:ExternalId": "example-id"}},
        {"Bool": {"AWS:MultiFactorAuthPresent": "true"}, "StringLike": {"aws:PrincipalTag/team": "red"}},
        {"StringEquals": {"aws:username": "JohnDoe"}, "StringLike": {"sts:RoleSessionName": "a*"}},
        {"StringNotEquals": ORG},
        {"StringEqualsIfExists": ORG},
        {"ForAllValues_StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}},
        {"Null": {"aws:PrincipalOrgID": "false"}},
        {"StringLike": {"aws:PrincipalOrgID": "o-*"}},
        {"StringLike": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5", "*"]}},
        {"StringLike": {"aws:PrincipalAccount": "*"}},
        {"StringLike": {"aws:PrincipalAccount": "????????????"}},
        {"StringLike": {"aws:userid": "AROA*:JohnDoe"}},
        {"ForAnyValue_StringLike": {"aws:PrincipalOrgPaths": "*/r-ab12/*"}},
        {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/Deployer"}},
        {"StringLike": {"aws:PrincipalArn": "*role/Deployer"}},
        {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:*:*:topic"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}},
        {"ArnLikeIfExists": {"aws:SourceArn": "arn:aws:sns:eu-west-1:123456789012:topic"}},
        {"IpAddress": {"aws:SourceIp": ["192.0.2.0/24", "0.0.0.0/0"]}},
        {"IpAddress": {"aws:SourceIp": "::/0"}},
    ],
)
def test_what_a_stranger_can_meet_shuts_out_nobody(examine: Examine, condition: dict[str, Any]) -> None:
    assert told(examine, trust(ANYBODY, **condition)) == [f"{RULE}[trust.T AWS]"]


@pytest.mark.parametrize(
    "condition",
    [
        {"StringEquals": ORG},
        {"StringEquals": {"AWS:principalorgid": ["o-a1b2c3d4e5", "o-b2c3d4e5f6"]}},
        {"StringEquals": ORG, "StringLike": {"sts:ExternalId": "*"}},
        {"StringEquals": {"aws:PrincipalOrgID": {"Ref": "P"}}},
        {"StringLike": {"aws:PrincipalOrgID": {"Fn::Sub": "${P}*"}}},
        {"StringEquals": {"aws:PrincipalOrgID": "${aws:ResourceOrgID}"}},
        {"StringEquals": {"aws:PrincipalAccount": "123456789012"}},
        {"StringEquals": {"aws:PrincipalAccount": []}},
        {"ForAnyValue_StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*"}},
        {"StringLike": {"aws:userid": "AROAEXAMPLEEXAMPLE123:*"}},
        {"ArnLike": {"aws:PrincipalArn": "arn:*:iam::123456789012:role/*"}},
        {"ArnLike": {"aws:PrincipalArn": {"Fn::Sub": "arn:${AWS::Partition}:iam::${P}:role/*"}}},
        {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/a:*:b"}},
        {"ArnEquals": {"aws:PrincipalArn": "not-an-arn"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:example"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:apigateway:eu-west-1::/restapis/abc"}},
        {"IpAddress": {"aws:SourceIp": {"Ref": "P"}}},
        {"StringEquals": {"aws:SourceAccount": "123456789012"}},
    ],
)
def test_what_only_members_meet_shuts_out_strangers(examine: Examine, condition: dict[str, Any]) -> None:
    assert told(examine, trust(ANYBODY, **condition)) == []


@pytest.mark.parametrize(
    "condition",
    [
        {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}},
        {"IpAddress": {"aws:SourceIp": "nowhere"}},
        {"StringLike": {"aws:PrincipalAccount": "1234*"}},
        {"StringLike": {"aws:PrincipalArn": "arn:*:iam::123456789012:role/Deployer"}},
        {"StringLike": {"aws:PrincipalArn": {"Fn::Sub": "*:${AWS::AccountId}:role/Deployer"}}},
        {"ArnLikeIfExists": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/*"}},
        {"StringEquals": {"aws:PrincipalAccount": "${aws:PrincipalAccount}"}},
        {"Bool": {"aws:PrincipalIsAWSService": "true"}},
        {"StringEquals": {"identitystore:UserId": "a"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:apigateway:eu-west-1::/restapis/a*"}},
    ],
)
def test_what_is_no_proof_of_an_account_is_a_warning(examine: Examine, condition: dict[str, Any]) -> None:
    found = [each for each in examine(role(trust(ANYBODY, **condition))) if each.rule.id in (RULE, CONDITIONED)]
    assert [(each.rule.id, each.severity) for each in found] == [(CONDITIONED, "warning")]
    (key,) = (key for keys in condition.values() for key in keys)
    assert (found[0].message, found[0].depends_on) == (f"everybody can assume the role who meets {key}", (key,))


@pytest.mark.parametrize(
    "statement",
    [
        trust({"AWS": "arn:aws:iam::123456789012:root"}),
        trust({"AWS": {"Ref": "P"}}),
        trust({"Service": "lambda.amazonaws.com"}),
        trust(ANYBODY, "sts:TagSession"),
        deny(),
    ],
)
def test_whom_a_name_or_nothing_lets_in_is_no_finding(examine: Examine, statement: dict[str, Any]) -> None:
    assert told(examine, statement) == []


def test_a_key_that_is_known_at_deployment_may_shut_out_strangers(examine: Examine) -> None:
    """A template cannot have a key that is a symbol, but a document of an export can have a placeholder in it."""
    assert told(examine, trust(ANYBODY, StringEquals={"\ue000P\ue001:PrincipalOrgID": "o-a1b2c3d4e5"})) == []


@pytest.mark.parametrize(
    ("denial", "rules"),
    [
        (deny(StringNotEquals=ORG), []),
        (deny(StringNotEqualsIfExists=ORG), []),
        (deny(ForAllValues_StringNotLike={"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}), []),
        (deny(ArnNotLike={"aws:PrincipalArn": ["arn:aws:iam::123456789012:role/*"]}), []),
        (deny(StringNotEquals=ORG) | {"Action": "STS:assume*"}, []),
        (deny(), []),
        (deny(StringNotEquals=ORG, BoolIfExists={"aws:PrincipalIsAWSService": "false"}), [CONDITIONED]),
        (deny(StringNotEquals=ORG, Bool={"aws:SecureTransport": "false"}), [RULE]),
        (deny(ForAnyValue_StringNotLike={"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}), [RULE]),
        (deny(StringEquals=ORG), [RULE]),
        (deny(StringNotLike={"aws:PrincipalOrgID": "o-*"}), [RULE]),
        (deny(StringNotEquals=ORG) | {"Action": "sts:TagSession"}, [RULE]),
        (deny(StringNotEquals=ORG) | {"Principal": {"AWS": "444455556666"}}, [RULE]),
        (deny(StringNotEquals=ORG) | {"Principal": {"Service": "lambda.amazonaws.com"}}, [RULE]),
    ],
)
def test_a_denial_of_all_others_shuts_out_strangers(examine: Examine, denial: dict[str, Any], rules: list[str]) -> None:
    assert told(examine, OPEN_ALLOW, denial) == [f"{rule}[trust.T AWS]" for rule in rules]


READ = allow("s3:GetObject", "arn:aws:s3:::example/*", Principal="*", Sid="S")


@pytest.mark.parametrize(
    "statement",
    [
        READ,
        READ | {"Principal": {"AWS": ["*"]}, "Action": ["S3:getobject"]},
        READ | {"Action": "s3:*", "Condition": {"StringLike": {"aws:Referer": "*"}}},
        READ | {"Resource": {"Fn::Sub": "arn:${AWS::Partition}:s3:::example/*"}},
        READ | {"Condition": {"StringEquals": {"s3:prefix": "a"}}},
        READ | {"Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:DeleteObject"]},
    ],
)
def test_everybody_is_allowed_what_a_resource_has(examine: Examine, statement: dict[str, Any]) -> None:
    (found,) = examine(bucket(statement), RESOURCE)
    assert (found.severity, found.statement, found.place.logical_id) == ("warning", 0, "B")


def test_not_action_is_nearly_everything(examine: Examine) -> None:
    without = {name: element for name, element in READ.items() if name != "Action"}
    (found,) = examine(bucket(without | {"NotAction": "s3:PutObject"}), RESOURCE)
    assert found.message == "everybody is allowed nearly everything"


@pytest.mark.parametrize(
    "statements",
    [
        [READ | {"Principal": {"AWS": "444455556666"}}],
        [READ | {"Effect": "Deny"}],
        [READ | {"Condition": {"StringEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0"}}}],
        [READ | {"Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}],
        [READ | {"Condition": {"StringEquals": {"aws:PrincipalOrgID": {"Ref": "P"}}}}],
        [READ, deny(StringNotEquals=ORG) | {"Action": "s3:*", "Resource": "*"}],
        [
            READ,
            deny(StringNotEquals=ORG)
            | {"Action": "s3:Get*", "Resource": ["arn:aws:s3:::example", "arn:aws:s3:::example/*"]},
        ],
        [
            READ,
            {"Effect": "Deny", "NotPrincipal": {"AWS": "444455556666"}, "Action": "*", "Resource": "*"},
        ],
    ],
)
def test_a_resource_for_some_is_no_finding(examine: Examine, statements: list[dict[str, Any]]) -> None:
    assert examine(bucket(*statements), RESOURCE, sections=PARAMETER) == []


@pytest.mark.parametrize(
    "denial",
    [
        deny(StringNotEquals=ORG) | {"Action": "s3:*", "Resource": "arn:aws:s3:::example/a/*"},
        {"Effect": "Deny", "Principal": "*", "NotAction": "s3:PutObject", "Resource": "*"},
        {"Effect": "Deny", "NotPrincipal": {"AWS": "*"}, "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Principal": "*", "Action": "*", "NotResource": "arn:aws:s3:::example/a"},
    ],
)
def test_a_denial_of_something_else_shuts_out_nobody(examine: Examine, denial: dict[str, Any]) -> None:
    assert len(examine(bucket(READ, denial), RESOURCE)) == 1


def test_a_denial_of_one_action_leaves_the_other(examine: Examine) -> None:
    denial = deny(StringNotEquals=ORG) | {"Action": "s3:GetObject", "Resource": "*"}
    assert len(examine(bucket(READ | {"Action": ["s3:GetObject", "s3:PutObject"]}, denial), RESOURCE)) == 1


def test_three_actions_are_named(examine: Examine) -> None:
    actions = ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:DeleteObject"]
    messages = [examine(bucket(READ | {"Action": actions[:count]}), RESOURCE)[0].message for count in (3, 4)]
    named = "everybody is allowed s3:GetObject, s3:PutObject, s3:ListBucket"
    assert messages == [named, f"{named} and more"]


def _permission(**properties: Any) -> dict[str, Any]:
    given = {"FunctionName": "f", "Action": "lambda:InvokeFunction", "Principal": "*", **properties}
    return {"L": {"Type": "AWS::Lambda::Permission", "Properties": given}}


@pytest.mark.parametrize("more", [{}, {"FunctionUrlAuthType": "NONE"}])
def test_a_function_for_everybody(examine: Examine, more: dict[str, Any]) -> None:
    (found,) = examine(_permission(**more), RESOURCE)
    assert (found.place.template, found.place.logical_id) == ("t.json", "L")
    assert found.message == "everybody is allowed lambda:InvokeFunction"


@pytest.mark.parametrize(
    "more", [{"PrincipalOrgID": "o-a1b2c3d4e5"}, {"Principal": "s3.amazonaws.com"}, {"SourceAccount": "123456789012"}]
)
def test_a_function_for_some(examine: Examine, more: dict[str, Any]) -> None:
    assert examine(_permission(**more), RESOURCE) == []


def test_other_kinds_of_policies_are_not_looked_at(examine: Examine) -> None:
    found = examine(managed(allow(WEB, Principal="*")))
    assert [each for each in found if each.rule.id in (RULE, CONDITIONED, RESOURCE)] == []
