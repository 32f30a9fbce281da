"""Data that can be read wherever it is."""

from __future__ import annotations

from typing import Any

import pytest

from iam_stacks.account.service_data import canonical_action, resource_types
from iam_stacks.checks.rules.least_privilege.data_reads import DATA_READS
from tests.checks.conftest import Examine
from tests.checks.rules.least_privilege.estates import has
from tests.checks.samples import allow

RULE = "data-reads-anywhere"
PARAMETERS = {"Parameters": {"Unknown": {"Type": "String"}}}


@pytest.mark.parametrize("action", DATA_READS)
def test_the_table_has_actions_that_take_resources(action: str) -> None:
    assert canonical_action(action) == action
    assert resource_types(action)


@pytest.mark.parametrize(
    ("statement", "services"),
    [
        (allow("s3:GetObject"), ["s3"]),
        (allow(["S3:getobject", "s3:ListBucket"]), ["s3"]),
        (allow("s3:Get*", "arn:aws:s3:::*"), ["s3"]),
        (allow("s3:GetObject", ["arn:aws:s3:::*/*"]), ["s3"]),
        (
            allow("*:Get*"),
            [
                "athena",
                "dynamodb",
                "ebs",
                "ec2",
                "glacier",
                "kinesis",
                "lambda",
                "redshift",
                "s3",
                "secretsmanager",
                "ssm",
            ],
        ),
        (allow("ssm:GetParameter*", {"Fn::Sub": "arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/*"}), ["ssm"]),
        (allow("kms:Decrypt", "arn:aws:kms:*:*:key/*"), ["kms"]),
        (allow("kms:Decrypt", "arn:aws:kms:ap-south-2:123456789012:key/*"), ["kms"]),
        (
            allow("secretsmanager:Get*", {"Fn::Join": ["", ["arn:aws:secretsmanager:*:*:", "secret:*"]]}),
            ["secretsmanager"],
        ),
        (allow("dynamodb:Query", None, NotResource="arn:aws:dynamodb:*:*:table/example"), ["dynamodb"]),
        (allow("kms:Decrypt", Condition={"Bool": {"aws:SecureTransport": "true"}}), ["kms"]),
    ],
)
def test_a_read_of_everything_is_remarked_about(
    examine: Examine, statement: dict[str, Any], services: list[str]
) -> None:
    found = examine(has(statement | {"Sid": "Read"}), RULE)
    assert [each.qualified_rule for each in found] == [f"{RULE}[P.Read {each}]" for each in services]
    assert {each.severity for each in found} == {"warning"}


@pytest.mark.parametrize(
    "statement",
    [
        allow("s3:GetObject", "arn:aws:s3:::example/*"),
        allow("s3:GetObject", "arn:aws:s3:::example-*"),
        allow("s3:GetObject", {"Fn::Sub": "${B.Arn}/*"}),
        allow("s3:GetObject", {"Ref": "Unknown"}),
        allow({"Ref": "Unknown"}),
        allow("s3:ListBucket"),
        allow("ssm:GetParameter", "arn:aws:ssm:*:*:parameter/app/*"),
        allow("s3:GetObject", "arn:aws:s3:::*/${aws:username}/*"),
        allow("kms:Decrypt", Condition={"StringEquals": {"kms:ViaService": "s3.eu-central-1.amazonaws.com"}}),
        allow("dynamodb:GetItem", Condition={"StringEquals": {"dynamodb:ResourceTag/team": "a"}}),
        allow("secretsmanager:GetSecretValue", Condition={"StringEquals": {"aws:ResourceTag/team": "a"}}),
        allow("s3:GetObject") | {"Effect": "Deny"},
    ],
)
def test_a_read_of_something_is_fine(examine: Examine, statement: dict[str, Any]) -> None:
    assert examine(has(statement) | {"B": {"Type": "AWS::S3::Bucket"}}, RULE, sections=PARAMETERS) == []


@pytest.mark.parametrize("statement", [allow("s3:*"), allow("*"), allow(None, NotAction="iam:*")])
def test_what_another_rule_says_is_not_said_again(examine: Examine, statement: dict[str, Any]) -> None:
    assert examine(has(statement), RULE) == []


def test_many_actions_are_one_remark_at_the_first(examine: Examine) -> None:
    (found,) = examine(has(allow(["dynamodb:ListTables", "dynamodb:Scan", "dynamodb:*Get*", "dynamodb:Query"])), RULE)
    assert "dynamodb:BatchGetItem, dynamodb:GetItem, dynamodb:GetRecords and 2 more" in found.message
    assert found.place.path[-2:] == ("Action", 2)


def test_policies_of_aws_are_left_alone(examine: Examine) -> None:
    assert examine(has(ManagedPolicyArns=["arn:aws:iam::aws:policy/ReadOnlyAccess"]), RULE) == []
