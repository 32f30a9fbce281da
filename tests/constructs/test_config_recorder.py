from typing import Any

import pytest
from aws_cdk import App, Environment, Stack
from aws_cdk.assertions import Template

from iam_stacks import PolicyError
from iam_stacks.constructs.config_recorder import ConfigRecorder
from iam_stacks.monitoring.config_rules import IDENTITY_TYPES
from tests.constructs.findings import expected, reported
from tests.constructs.synthesis import ACCOUNT, arn, only, resources

ON_BEHALF = {
    "StringEquals": {"aws:SourceAccount": ACCOUNT},
    "ArnLike": {"aws:SourceArn": arn(":config:", {"Ref": "AWS::Region"}, ":", ACCOUNT, ":*")},
}


@pytest.fixture
def recorder(stack: Stack) -> ConfigRecorder:
    return ConfigRecorder(stack, "R")


def of(recorder: ConfigRecorder, *path: str) -> dict[str, Any]:
    """Return a resource of the template."""
    stack = Stack.of(recorder)
    child = recorder.node.find_child(path[0])
    for step in path[1:]:
        child = child.node.find_child(step)
    logical = stack.get_logical_id(child.node.default_child or child)  # type: ignore[arg-type]
    found: dict[str, Any] = Template.from_stack(stack).to_json()["Resources"][logical]
    return found


def statements(policy: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each.get("Sid", each["Effect"]): each for each in policy["PolicyDocument"]["Statement"]}


def test_it_records_identities_and_nothing_else_that_would_cost(stack: Stack, recorder: ConfigRecorder) -> None:
    assert only(stack, "AWS::Config::ConfigurationRecorder")["RecordingGroup"] == {
        "AllSupported": False,
        # This flag is for everything that is supported; here the four are named.
        "IncludeGlobalResourceTypes": False,
        "ResourceTypes": list(IDENTITY_TYPES),
    }


def test_recorder_and_channel_wait_for_what_they_use_and_not_for_each_other(
    stack: Stack, recorder: ConfigRecorder
) -> None:
    used = {
        stack.get_logical_id(each)  # type: ignore[arg-type]
        for each in (
            recorder.bucket.policy.node.default_child,  # type: ignore[union-attr]
            recorder.role.node.find_child("Rights").node.default_child,  # type: ignore[union-attr]
        )
    }
    ids = {stack.get_logical_id(recorder.recorder), stack.get_logical_id(recorder.channel)}
    for name in ("Recorder", "Channel"):
        waits_for = set(of(recorder, name)["DependsOn"])
        assert waits_for >= used
        assert not waits_for & ids


def test_aws_config_delivers_for_this_account_and_region_only(stack: Stack, recorder: ConfigRecorder) -> None:
    bucket = {"Fn::GetAtt": [stack.get_logical_id(recorder.bucket.node.default_child), "Arn"]}  # type: ignore[arg-type]
    files = {"Fn::Join": ["", [bucket, "/AWSLogs/", ACCOUNT, "/Config/*"]]}
    service = {"Effect": "Allow", "Principal": {"Service": "config.amazonaws.com"}}
    let = statements(of(recorder, "Bucket", "Policy")["Properties"])
    assert let.pop("Deny")["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    # AWS Config Developer Guide, "Permissions for the Amazon S3 Bucket for the AWS Config Delivery Channel".
    assert let == {
        "ConfigReadAcl": {
            **service,
            "Sid": "ConfigReadAcl",
            "Action": "s3:GetBucketAcl",
            "Resource": bucket,
            "Condition": ON_BEHALF,
        },
        "ConfigFindBucket": {
            **service,
            "Sid": "ConfigFindBucket",
            "Action": "s3:ListBucket",
            "Resource": bucket,
            "Condition": ON_BEHALF,
        },
        "ConfigWriteFiles": {
            **service,
            "Sid": "ConfigWriteFiles",
            "Action": "s3:PutObject",
            "Resource": files,
            "Condition": {
                **ON_BEHALF,
                "StringEquals": {"aws:SourceAccount": ACCOUNT, "s3:x-amz-acl": "bucket-owner-full-control"},
            },
        },
    }


def test_its_role_reads_as_aws_says_and_delivers_to_the_one_bucket(stack: Stack, recorder: ConfigRecorder) -> None:
    role = only(stack, "AWS::IAM::Role")
    assert role["ManagedPolicyArns"] == [arn(":iam::aws:policy/service-role/AWS_ConfigRole")]
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "config.amazonaws.com"}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
    rights = statements(only(stack, "AWS::IAM::ManagedPolicy"))
    bucket, key = rights["FindBucket"]["Resource"], rights["Encrypt"]["Resource"]
    assert stack.resolve(recorder.bucket.bucket_arn) == bucket
    assert only(stack, "AWS::Config::DeliveryChannel")["S3KmsKeyArn"] == key
    # AWS Config Developer Guide, "Permissions for the IAM Role Assigned to AWS Config".
    assert {sid: each["Action"] for sid, each in rights.items()} == {
        "WriteFiles": ["s3:PutObject", "s3:PutObjectAcl"],
        "FindBucket": ["s3:GetBucketAcl", "s3:ListBucket"],
        "Encrypt": ["kms:Decrypt", "kms:GenerateDataKey"],
    }
    assert rights["WriteFiles"]["Resource"] == {"Fn::Join": ["", [bucket, "/AWSLogs/", ACCOUNT, "/Config/*"]]}
    assert only(stack, "AWS::Config::ConfigurationRecorder")["RoleARN"] == stack.resolve(recorder.role.role_arn)  # type: ignore[union-attr]


def test_the_service_linked_role_is_named_and_no_other_made(stack: Stack) -> None:
    recorder = ConfigRecorder(stack, "R", service_linked_role=True)
    assert recorder.role is None
    assert not resources(stack, "AWS::IAM::Role")
    assert only(stack, "AWS::Config::ConfigurationRecorder")["RoleARN"] == arn(
        ":iam::", ACCOUNT, ":role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    )


def test_the_key_is_for_aws_config_on_behalf_of_this_account(stack: Stack, recorder: ConfigRecorder) -> None:
    (allowed,) = [
        each
        for each in only(stack, "AWS::KMS::Key")["KeyPolicy"]["Statement"]
        if each["Principal"] == {"Service": "config.amazonaws.com"}
    ]
    assert allowed["Action"] == ["kms:Decrypt", "kms:GenerateDataKey"]
    assert allowed["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}


def test_what_was_recorded_stays_when_the_stack_goes(stack: Stack, recorder: ConfigRecorder) -> None:
    for type_ in ("AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::KMS::Key"):
        found = Template.from_stack(stack).find_resources(type_)
        assert found
        assert {each["DeletionPolicy"] for each in found.values()} == {"Retain"}


def test_it_says_exactly_which_findings_it_causes(app_of_ones_own: App, recorder: ConfigRecorder) -> None:
    assert reported(app_of_ones_own, recorder) == expected(recorder)


def test_without_a_role_of_its_own_it_causes_nothing_about_roles(app_of_ones_own: App, stack: Stack) -> None:
    recorder = ConfigRecorder(stack, "R", service_linked_role=True)
    assert not {"IAM4", "IAM5"} & {rule for rule, _ in expected(recorder)}
    assert reported(app_of_ones_own, recorder) == expected(recorder)


def test_a_region_has_one_recorder(app_of_ones_own: App) -> None:
    here = Environment(account="1" * 12, region="us-east-1")
    ConfigRecorder(Stack(app_of_ones_own, "A", env=here), "R")
    with pytest.raises(
        PolicyError, match="has one configuration recorder in each Region, and A/R is that of us-east-1"
    ):
        ConfigRecorder(Stack(app_of_ones_own, "B", env=here), "R")
    ConfigRecorder(Stack(app_of_ones_own, "C", env=Environment(account="1" * 12, region="us-east-2")), "R")


def test_stacks_whose_region_is_not_known_count_as_one(app_of_ones_own: App, recorder: ConfigRecorder) -> None:
    with pytest.raises(PolicyError, match="one configuration recorder in each Region, and Foreign/R is it"):
        ConfigRecorder(Stack(app_of_ones_own, "Other"), "R")
