"""Resources that can be opened to others, whichever they are."""

from __future__ import annotations

from typing import Any

import pytest

from iam_stacks.account.service_data import canonical_action
from iam_stacks.checks.rules.least_privilege.exposure import FURTHER, exposes
from tests.checks.conftest import Examine
from tests.checks.rules.least_privilege.estates import has
from tests.checks.samples import allow

RULE = "resource-exposure-anywhere"
GRANTS = (
    "ec2:ModifySnapshotAttribute ecr:SetRepositoryPolicy events:PutPermission iam:AttachRolePolicy "
    "iam:UpdateAssumeRolePolicy kms:CreateGrant kms:PutKeyPolicy lakeformation:BatchGrantPermissions "
    "lakeformation:PutDataLakeSettings lambda:AddPermission logs:PutResourcePolicy rds:ModifyDBSnapshotAttribute "
    "redshift:AuthorizeDataShare s3:PutBucketAcl s3:PutBucketOwnershipControls s3:PutBucketPolicy "
    "s3:PutBucketPublicAccessBlock secretsmanager:PutResourcePolicy sns:SetTopicAttributes sqs:SetQueueAttributes "
    "ssm:ModifyDocumentPermission"
)
OTHERS = (
    "ec2:AttachResourcesToPlacementGroup ec2:ModifyInstanceAttribute glue:GetQuery iam:CreatePolicy "
    "iam:DeleteRolePolicy kms:RevokeGrant "
    "lambda:RemovePermission lambda:UpdateFunctionCode s3:DeleteBucketPolicy s3:PutObject cloudwatch:PutMetricData"
)


@pytest.mark.parametrize("action", GRANTS.split())
def test_what_gives_permissions_exposes(action: str) -> None:
    assert exposes(action)


@pytest.mark.parametrize("action", OTHERS.split())
def test_what_takes_permissions_or_does_something_else_does_not(action: str) -> None:
    assert not exposes(action)


@pytest.mark.parametrize("action", sorted(FURTHER))
def test_the_table_has_actions(action: str) -> None:
    assert canonical_action(action) == action


@pytest.mark.parametrize(
    ("statement", "services"),
    [
        (allow("s3:PutBucketPolicy"), ["s3"]),
        (allow(["S3:putbucketacl", "s3:GetObject"], ["arn:aws:s3:::*"]), ["s3"]),
        (allow("s3:Put*"), ["s3"]),
        (allow(["lambda:Add*", "sns:AddPermission", "sns:Publish"]), ["lambda", "sns"]),
        (
            allow("lambda:AddPermission", {"Fn::Sub": "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:*"}),
            ["lambda"],
        ),
        (allow("kms:CreateGrant", None, NotResource="arn:aws:kms:*:*:key/example"), ["kms"]),
        (allow("iam:PutRolePolicy", {"Fn::Join": [":", ["arn:aws:iam:", "*", "role/*"]]}), ["iam"]),
    ],
)
def test_exposure_of_everything_is_remarked_about(
    examine: Examine, statement: dict[str, Any], services: list[str]
) -> None:
    found = examine(has(statement | {"Sid": "Open"}), RULE)
    assert [each.qualified_rule for each in found] == [f"{RULE}[P.Open {each}]" for each in services]
    assert {each.severity for each in found} == {"warning"}


@pytest.mark.parametrize(
    "statement",
    [
        allow("s3:PutBucketPolicy", "arn:aws:s3:::example"),
        allow("s3:PutBucketPolicy", {"Fn::GetAtt": ["B", "Arn"]}),
        allow("s3:PutBucketPolicy", {"Ref": "Unknown"}),
        allow("s3:PutObject"),
        allow("kms:CreateGrant", Condition={"Bool": {"kms:GrantIsForAWSResource": "true"}}),
        allow("s3:PutBucketPolicy") | {"Effect": "Deny"},
        allow("s3:*"),
        allow("*"),
        allow(["iam:Attach*", "iam:Put*", "iam:Create*"]),
        allow(None, NotAction="iam:*"),
    ],
)
def test_other_statements_are_fine(examine: Examine, statement: dict[str, Any]) -> None:
    sections = {"Parameters": {"Unknown": {"Type": "String"}}}
    assert examine(has(statement) | {"B": {"Type": "AWS::S3::Bucket"}}, RULE, sections=sections) == []
