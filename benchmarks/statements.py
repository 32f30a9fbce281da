"""Statements for generated estates: what they allow and deny, with fixed shares of conditions and denies."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

ACCOUNT = "123456789012"
CONDITIONS = 3
DENIES = 1
BOUNDARIES = 2
"""Out of ten: statements with a condition, statements that deny, and principals with a boundary."""

Json = dict[str, Any]

_OWN: list[Json] = [
    {"Action": ["s3:GetObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::{owner}", "arn:aws:s3:::{owner}/*"]},
    {"Action": ["s3:Get*", "s3:List*"], "Resource": "arn:aws:s3:::{owner}-*/reports/*/final"},
    {"Action": "s3:*Object", "Resource": "arn:aws:s3:::{owner}-home/${aws:username}/*"},
    {"Action": "s3:*", "Resource": ["arn:aws:s3:::{owner}-?", "arn:aws:s3:::{owner}-?/*"]},
    {"NotAction": ["s3:Delete*", "s3:PutBucketPolicy"], "Resource": "arn:aws:s3:::{owner}-shared*"},
    {"Action": ["dynamodb:GetItem", "dynamodb:Query"], "Resource": "arn:aws:dynamodb:*:{account}:table/{owner}-*"},
    {"Action": "dynamodb:*Item", "Resource": "arn:aws:dynamodb:eu-west-1:{account}:table/{owner}/index/*"},
    {"Action": ["sqs:SendMessage", "sqs:ReceiveMessage"], "Resource": "arn:aws:sqs:eu-west-1:{account}:{owner}-*"},
    {"Action": "sns:Publish", "Resource": "arn:aws:sns:*:{account}:{owner}"},
    {"Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": "arn:aws:kms:eu-west-1:{account}:key/{key}"},
    {"Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:*:{account}:function:{owner}-*"},
    {
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": "arn:aws:logs:*:{account}:log-group:/{owner}/*",
    },
    {"Action": "secretsmanager:Get*", "Resource": "arn:aws:secretsmanager:*:{account}:secret:{owner}/*-??????"},
    {
        "Action": "ssm:GetParameter*",
        "Resource": "arn:aws:ssm:eu-west-1:{account}:parameter/{owner}/${aws:PrincipalTag/stage, 'dev'}/*",
    },
    {"Action": "iam:PassRole", "Resource": "arn:aws:iam::{account}:role/{owner}/*"},
    {"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::*:role/{owner}-reader"},
]
_GENERAL: list[Json] = [
    {"Action": ["ec2:Describe*", "elasticloadbalancing:Describe*"], "Resource": "*"},
    {"Action": ["cloudwatch:Get*", "cloudwatch:List*", "logs:Describe*"], "Resource": "*"},
    {"Action": ["ec2:StartInstances", "ec2:StopInstances"], "Resource": "arn:aws:ec2:*:{account}:instance/*"},
    {"Action": "iam:*AccessKey*", "Resource": "arn:aws:iam::{account}:user/${aws:username}"},
]
_WIDE: list[Json] = [
    {"NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*"},
    {"Action": "*", "Resource": "*"},
]
_DENIED: list[Json] = [
    {"Action": ["s3:DeleteBucket", "s3:*BucketPolicy"], "Resource": "arn:aws:s3:::{owner}-audit*"},
    {"Action": "s3:PutObject*", "NotResource": ["arn:aws:s3:::{owner}-*", "arn:aws:s3:::shared-*"]},
    {"NotAction": ["iam:Get*", "iam:List*"], "Resource": "arn:aws:iam::{account}:role/{owner}/*"},
    {"Action": "dynamodb:Delete*", "Resource": "arn:aws:dynamodb:*:{account}:table/{owner}-*"},
    {"Action": ["kms:ScheduleKeyDeletion", "kms:Disable*"], "Resource": "arn:aws:kms:*:{account}:key/{key}"},
    {"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::*:role/{owner}-admin"},
]
_BOUNDING: list[Json] = [
    {"Action": ["s3:*", "dynamodb:*", "sqs:*", "sns:*", "logs:*", "sts:AssumeRole"], "Resource": "*"},
    {"Action": ["s3:Get*", "s3:List*", "ec2:*", "lambda:*", "kms:*"], "Resource": "arn:aws:*:*:*:*"},
    {"NotAction": ["iam:*", "organizations:*"], "Resource": "*"},
]
_CONDITIONS: list[Json] = [
    {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    {"BoolIfExists": {"aws:SecureTransport": "true"}},
    {"StringEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-central-1"]}},
    {"StringEquals": {"aws:ResourceTag/team": "{owner}", "aws:ResourceTag/stage": ["dev", "test"]}},
    {"StringEquals": {"aws:PrincipalTag/team": "${aws:ResourceTag/team}"}},
    {"StringLike": {"aws:PrincipalTag/project": ["{owner}-*", "shared"]}},
    {"StringNotLikeIfExists": {"aws:userid": "*:{owner}-??"}},
    {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]}},
    {"NotIpAddress": {"aws:SourceIp": "198.51.100.0/25"}},
    {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}},
    {"DateLessThan": {"aws:CurrentTime": "2027-06-30T23:59:59Z"}},
    {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::{account}:*/{owner}*"}},
    {"Null": {"aws:TokenIssueTime": "false"}},
    {"ForAllValues:StringEquals": {"aws:TagKeys": ["team", "stage", "{owner}"]}},
    {
        "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-example/r-root/ou-*/"},
        "Bool": {"aws:ViaAWSService": "false"},
    },
]
_TRUST_CONDITIONS: list[Json] = [
    {"StringEquals": {"sts:ExternalId": "{owner}"}},
    {"StringEquals": {"aws:PrincipalOrgID": "o-example"}},
    {"StringLike": {"sts:RoleSessionName": "{owner}-*"}},
    {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}},
]


class Statements:
    """A stream of statements in which shares are exact: of each ten, three have conditions and one denies.

    Args:
        draw: the source of chance; statements come from it in the order in which they are asked for.
    """

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._conditions = deck(draw, CONDITIONS)
        self._denies = deck(draw, DENIES)

    def identity(self, owner: str, size: int) -> Json:
        """Return a document of a group, role or user, unlike all others: its first statement names the owner."""
        general = _OWN * 6 + _GENERAL * 6 + _WIDE
        allowed = [_OWN, *[general] * (size - 1)]
        return _document([self._statement(owner, templates, _DENIED, _CONDITIONS) for templates in allowed])

    def boundary(self, owner: str, size: int) -> Json:
        """Return a document of a permissions boundary."""
        return _document([self._statement(owner, _BOUNDING, _DENIED, _CONDITIONS) for _ in range(size)])

    def trust(self, owner: str, principal: Json, other: Json) -> Json:
        """Return a trust policy.

        Args:
            owner: the role's name.
            principal: who is trusted.
            other: who is denied, in a statement that denies.
        """
        statements = [{"Effect": "Deny"}]
        while statements[-1]["Effect"] == "Deny":
            allowed, denied = ({"Principal": who, "Action": "sts:AssumeRole"} for who in (principal, other))
            statements.append(self._statement(owner, [allowed], [denied], _TRUST_CONDITIONS))
        return _document(statements[1:])

    def _statement(self, owner: str, allowed: list[Json], denied: list[Json], conditions: list[Json]) -> Json:
        denies = next(self._denies)
        body = self._draw.choice(denied if denies else allowed)
        condition = {"Condition": self._draw.choice(conditions)} if next(self._conditions) else {}
        key = f"{self._draw.getrandbits(32):08x}-0000-4000-8000-000000000000"
        statement: Json = _fill({"Effect": "Deny" if denies else "Allow", **body, **condition}, owner, key)
        return statement


def deck(draw: random.Random, marked: int) -> Iterator[bool]:
    """Yield for ever: of each ten, `marked` are True, in an order that is drawn."""
    while True:
        yield from draw.sample([card < marked for card in range(10)], 10)


def _document(statements: list[Json]) -> Json:
    numbered = [{"Sid": f"Statement{index}", **statement} for index, statement in enumerate(statements)]
    return {"Version": "2012-10-17", "Statement": numbered}


def _fill(part: Any, owner: str, key: str) -> Any:
    if isinstance(part, dict):
        return {name: _fill(value, owner, key) for name, value in part.items()}
    if isinstance(part, list):
        return [_fill(value, owner, key) for value in part]
    return part.replace("{owner}", owner).replace("{account}", ACCOUNT).replace("{key}", key)
