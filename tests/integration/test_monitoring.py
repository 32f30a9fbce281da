"""What watches identities, deployed by the real CDK CLI: what happens to them reaches a queue."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from emulator.client_env import client_environment
from emulator.clients import Clients
from emulator.inventory import read_back, recorded
from tests.integration.conftest import APPS, Account

STACK = "IamMonitoring"


@dataclass(frozen=True)
class Watched:
    account: Account
    assembly: str
    template: dict[str, Any]
    resources: dict[str, str]
    queue: str

    def of_type(self, type_: str) -> list[str]:
        return [name for name, resource in self.template["Resources"].items() if resource["Type"] == type_]

    def notices(self) -> Iterator[str]:
        """Yield what arrives in the queue within some seconds, and take it out."""
        sqs = self.account.clients("sqs")
        while received := sqs.receive_message(QueueUrl=self.queue, WaitTimeSeconds=3).get("Messages"):
            for message in received:
                sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
                yield json.loads(message["Body"])["Message"]


@pytest.fixture(scope="module")
def watched(new_account: Callable[[], Account], tmp_path_factory: pytest.TempPathFactory) -> Watched:
    account, out = new_account(), tmp_path_factory.mktemp("cdk.out")
    done = account.deploy(APPS / "monitoring.yaml", out)
    assert done.returncode == 0, done.stderr
    cloudformation = account.clients("cloudformation")
    (stack,) = cloudformation.describe_stacks(StackName=STACK)["Stacks"]
    listed = cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK)
    return Watched(
        account,
        str(out),
        json.loads((out / f"{STACK}.template.json").read_text()),
        {
            one["LogicalResourceId"]: one["PhysicalResourceId"]
            for page in listed
            for one in page["StackResourceSummaries"]
        },
        next(output["OutputValue"] for output in stack["Outputs"] if output["OutputKey"] == "Queue"),
    )


@pytest.fixture(scope="module")
def administrator(watched: Watched) -> Clients:
    """Somebody with a key of her own, who may do everything."""
    iam = watched.account.clients("iam")
    iam.create_user(UserName="Ada")
    iam.attach_user_policy(UserName="Ada", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    iam.create_user(UserName="Bob")
    key = iam.create_access_key(UserName="Ada")["AccessKey"]
    list(watched.notices())
    return watched.account.clients.signed_by(key["AccessKeyId"], key["SecretAccessKey"])


def test_a_new_access_key_is_told_to_the_queue(watched: Watched, administrator: Clients) -> None:
    made = administrator("iam").create_access_key(UserName="Bob")["AccessKey"]
    (notice,) = watched.notices()
    assert "CreateAccessKey" in notice
    assert "Ada" in notice
    assert "Bob" in notice
    assert made["SecretAccessKey"] not in notice


def test_what_was_refused_or_only_read_is_not_told(watched: Watched, administrator: Clients) -> None:
    iam = administrator("iam")
    iam.list_access_keys(UserName="Bob")
    with pytest.raises(ClientError, match="NoSuchEntity"):
        iam.create_access_key(UserName="Nobody")
    assert list(watched.notices()) == []


@pytest.mark.parametrize("name", ["RootUserUsed", "AccessKeyCreated", "BreakGlassRoleUsed"])
def test_an_alarm_is_told_to_the_queue(watched: Watched, name: str) -> None:
    cloudwatch = watched.account.clients("cloudwatch")
    (alarm,) = cloudwatch.describe_alarms_for_metric(MetricName=name, Namespace="iam-stacks/identities")["MetricAlarms"]
    list(watched.notices())
    cloudwatch.set_alarm_state(AlarmName=alarm["AlarmName"], StateValue="ALARM", StateReason="a test")
    (notice,) = watched.notices()
    told = json.loads(notice)
    assert told["AlarmName"] == alarm["AlarmName"]
    assert told["NewStateValue"] == "ALARM"


def test_every_resource_is_read_back_but_for_what_no_api_of_the_account_knows(watched: Watched) -> None:
    environment = client_environment(watched.account.id)
    known = {thing.resource.logical_id for thing in read_back(environment)}
    only_recorded = {resource.logical_id for resource in recorded(environment)}
    ours = {name for name in watched.template["Resources"] if name != "CDKMetadata"}
    assert ours - known == set(watched.of_type("AWS::AccessAnalyzer::Analyzer"))
    assert ours & only_recorded == ours - known


def test_the_trail_logs_and_its_files_are_safe(watched: Watched) -> None:
    cloudtrail, s3 = watched.account.clients("cloudtrail"), watched.account.clients("s3")
    (name,) = watched.of_type("AWS::CloudTrail::Trail")
    trail = cloudtrail.get_trail(Name=watched.resources[name])["Trail"]
    assert trail["IsMultiRegionTrail"]
    assert trail["LogFileValidationEnabled"]
    assert trail["KmsKeyId"]
    assert cloudtrail.get_trail_status(Name=trail["TrailARN"])["IsLogging"]
    assert s3.get_bucket_versioning(Bucket=trail["S3BucketName"])["Status"] == "Enabled"
    blocked = s3.get_public_access_block(Bucket=trail["S3BucketName"])["PublicAccessBlockConfiguration"]
    assert all(blocked.values())


def test_at_last_destroying_leaves_only_what_is_retained(watched: Watched) -> None:
    resources = watched.template["Resources"]
    retained = {name for name, resource in resources.items() if resource.get("DeletionPolicy") == "Retain"}
    assert {name for type_ in LISTED for name in watched.of_type(type_)} == set(there(watched))
    done = watched.account.cdk("--app", watched.assembly, "destroy", STACK, "--force")
    assert done.returncode == 0, done.stderr
    left = set(there(watched))
    assert left == {name for name in retained if resources[name]["Type"] in LISTED}
    assert {resources[name]["Type"] for name in left} == {"AWS::KMS::Key", "AWS::Logs::LogGroup", "AWS::S3::Bucket"}
    s3 = watched.account.clients("s3")
    for bucket in watched.of_type("AWS::S3::Bucket"):
        assert "aws:SecureTransport" in s3.get_bucket_policy(Bucket=watched.resources[bucket])["Policy"]


def there(watched: Watched) -> Iterator[str]:
    """Yield what services still list of the stack's resources."""
    for type_, (service, operation, list_, key) in LISTED.items():
        answer = getattr(watched.account.clients(service), operation)()
        ids = {one[key] if key else one for one in answer[list_]}
        yield from (name for name in watched.of_type(type_) if watched.resources[name] in ids)


LISTED = {
    "AWS::CloudTrail::Trail": ("cloudtrail", "describe_trails", "trailList", "Name"),
    "AWS::CloudWatch::Alarm": ("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    "AWS::Config::ConfigRule": ("config", "describe_config_rules", "ConfigRules", "ConfigRuleName"),
    "AWS::Config::ConfigurationRecorder": (
        "config",
        "describe_configuration_recorders",
        "ConfigurationRecorders",
        "name",
    ),
    "AWS::Config::DeliveryChannel": ("config", "describe_delivery_channels", "DeliveryChannels", "name"),
    "AWS::Events::Rule": ("events", "list_rules", "Rules", "Name"),
    "AWS::IAM::ManagedPolicy": ("iam", "list_policies", "Policies", "Arn"),
    "AWS::IAM::Role": ("iam", "list_roles", "Roles", "RoleName"),
    "AWS::KMS::Key": ("kms", "list_keys", "Keys", "KeyId"),
    "AWS::Logs::LogGroup": ("logs", "describe_log_groups", "logGroups", "logGroupName"),
    "AWS::Logs::MetricFilter": ("logs", "describe_metric_filters", "metricFilters", "filterName"),
    "AWS::S3::Bucket": ("s3", "list_buckets", "Buckets", "Name"),
    "AWS::SNS::Topic": ("sns", "list_topics", "Topics", "TopicArn"),
    "AWS::SQS::Queue": ("sqs", "list_queues", "QueueUrls", None),
}
"""How what stands alone is listed: service, operation, the list in its answer, and the id in an item."""
