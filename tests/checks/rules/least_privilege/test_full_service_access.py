"""All of a service, however it is spelt."""

from __future__ import annotations

from typing import Any

import pytest

from iam_stacks.account.service_data import expand_actions
from tests.checks.conftest import Examine
from tests.checks.rules.least_privilege.estates import boundary, group, has, user
from tests.checks.samples import allow, managed

RULE = "full-service-access"
QUEUE = "arn:aws:sqs:eu-central-1:123456789012:"
HALVES = [
    "sqs:[A-M]*",
    "sqs:A*",
    "sqs:C*",
    "sqs:D*",
    "sqs:G*",
    "sqs:L*",
    "sqs:P*",
    "sqs:R*",
    "sqs:S*",
    "sqs:T*",
    "sqs:U*",
]
POWER = {"Effect": "Allow", "NotAction": ["IAM:*", "organi?ations:*", "account:*"], "Resource": "*"}


@pytest.mark.parametrize(
    "statement",
    [
        allow("sqs:*"),
        allow(["SQS:*"]),
        allow("sqs:**"),
        allow("sqs:?*"),
        allow("sq?:*"),
        allow(HALVES),
        allow(["sqs:*Message*", *expand_actions("sqs:*")]),
        allow({"Fn::Sub": "sqs:*"}),
        allow("sqs:*", "arn:aws:sqs:*:*:*"),
        allow("sqs:*", ["arn:aws:sqs:*"]),
        allow("sqs:*", "arn:aws:sqs:ap-south-2:123456789012:*"),
        allow("sqs:*", {"Fn::Sub": "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:*"}),
        allow("sqs:*", None, NotResource=f"{QUEUE}example"),
        allow("*", QUEUE + "*"),
        allow("*", ["arn:aws:s3:::example", QUEUE + "*"]),
        allow(None, [f"{QUEUE}*"], NotAction="iam:*"),
        allow(["sqs:SendMessage", "sqs:*", "s3:ListBucket"]),
    ],
)
def test_all_of_a_service_is_full_access(examine: Examine, statement: dict[str, Any]) -> None:
    found = [each for each in examine(has(statement | {"Sid": "Queues"}), RULE) if "sqs" in each.qualified_rule]
    assert [each.qualified_rule for each in found] == ["full-service-access[P.Queues sqs]"]
    assert (found[0].severity, found[0].statement, found[0].sid) == ("warning", 0, "Queues")


@pytest.mark.parametrize(
    "statement",
    [
        allow("sqs:Send*"),
        allow("sqs:S"),
        allow("*:SendMessage"),
        allow(list(expand_actions("sqs:*"))),
        allow(HALVES[:-1]),
        allow("sqs:*", f"{QUEUE}example"),
        allow("sqs:*", f"{QUEUE}example*"),
        allow("sqs:*", "arn:aws:s3:::*"),
        allow("sqs:*", "arn:aws:sqs:*:*:${aws:username}"),
        allow("sqs:*", None, NotResource="arn:aws:sqs:*"),
        allow("sqs:*", {"Ref": "Q"}),
        allow("sqs:*", {"Ref": "Unknown"}),
        allow({"Fn::Sub": "${Unknown}:*"}),
        allow("sqs:*", Condition={"StringEquals": {"aws:ResourceTag/team": "a"}}),
        allow("pricing:*"),
        allow("nonesuch:*"),
        allow("sqs:*") | {"Effect": "Deny"},
    ],
)
def test_part_of_a_service_is_not(examine: Examine, statement: dict[str, Any]) -> None:
    sections = {"Parameters": {"Unknown": {"Type": "String"}}}
    assert examine(has(statement) | {"Q": {"Type": "AWS::SQS::Queue"}}, RULE, sections=sections) == []


def test_objects_are_not_all_of_s3_and_buckets_are(examine: Examine) -> None:
    assert examine(has(allow("s3:*", "arn:aws:s3:::*/*")), RULE) == []
    assert examine(has(allow("s3:*", "arn:aws:s3:::example")), RULE) == []
    assert len(examine(has(allow("s3:*", "arn:aws:s3:::*")), RULE)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        POWER,
        POWER | {"Resource": "arn:aws:*"},
        allow([f"{each}:*" for each in ("sqs", "sns", "s3", "ec2", "lambda", "kms")]),
        allow("s*:*"),
    ],
)
def test_many_services_are_one_finding(examine: Examine, statement: dict[str, Any]) -> None:
    (found,) = examine(has(statement | {"Sid": "Power"}), RULE)
    assert found.qualified_rule == "full-service-access[P.Power]"
    assert "iam" not in found.message


def test_each_service_is_where_it_stands(examine: Examine) -> None:
    found = examine(has(allow(["s3:ListBucket", "SNS:*", "sqs:*"], Sid="Two")), RULE)
    assert [(each.qualified_rule, each.place.path[-2:]) for each in found] == [
        ("full-service-access[P.Two sns]", ("Action", 1)),
        ("full-service-access[P.Two sqs]", ("Action", 2)),
    ]


def test_a_condition_is_told(examine: Examine) -> None:
    (found,) = examine(has(allow("sqs:*", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})), RULE)
    assert found.depends_on == ("aws:MultiFactorAuthPresent",)


def test_a_policy_of_aws_counts_where_it_is_attached(examine: Examine) -> None:
    policy = {"ManagedPolicyArns": ["arn:aws:iam::aws:policy/AmazonSQSFullAccess"]}
    found = examine(has(**policy) | user("Jane", **policy), RULE)
    assert [each.place.logical_id for each in found] == ["Jane", "R"]


@pytest.mark.parametrize("resources", [has(allow("*")), managed(allow("*")), group(allow(["iam:*", "s3:*"]))])
def test_an_administrator_is_not_told_twice(examine: Examine, resources: dict[str, Any]) -> None:
    assert examine(resources, RULE) == []
    assert len(examine(resources, "administrator-equivalent")) == 1


@pytest.mark.parametrize(
    "resources",
    [
        has(allow("*"), allow("iam:*") | {"Effect": "Deny"}),
        has(allow("*"), PermissionsBoundary={"Ref": "B"}) | boundary(POWER),
    ],
)
def test_an_administrator_who_is_tamed_has_full_access(examine: Examine, resources: dict[str, Any]) -> None:
    assert len(examine(resources, RULE)) == 1
