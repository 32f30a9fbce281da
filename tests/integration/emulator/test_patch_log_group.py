import pytest

from tests.integration.emulator.smoke import Cloud
from tests.integration.emulator.trail import arn, key, let, resource

USE = ("kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*")
GROUP = {"Fn::Sub": "arn:aws:logs:us-east-1:${AWS::AccountId}:log-group:/trail"}


def for_group(group):
    return {"Condition": {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": group}}}


def logs(*statements, **properties):
    own = {"LogGroupName": "/trail", "KmsKeyId": arn("Key"), **properties}
    return {"Key": key(*statements), "Logs": resource("Logs::LogGroup", **own)}


def groups(cloud):
    return [one["logGroupName"] for one in cloud.client("logs").describe_log_groups()["logGroups"]]


@pytest.mark.parametrize("service", ["logs.us-east-1", "logs"])
def test_a_key_that_allows_it_is_used(cloud: Cloud, service):
    assert cloud.create(logs(let(service, *USE, **for_group(GROUP)))) == "CREATE_COMPLETE", cloud.reasons()
    (found,) = cloud.client("logs").describe_log_groups()["logGroups"]
    assert found["kmsKeyId"].endswith(cloud.physical_id("Key"))


@pytest.mark.parametrize(
    "statements",
    [
        [],
        [let("logs.eu-west-1", *USE)],
        [let("logs.us-east-1", "kms:Encrypt*")],
        [let("logs.us-east-1", *USE, **for_group("arn:aws:logs:us-east-1:123456789012:log-group:/trail"))],
    ],
)
def test_a_key_that_refuses_fails_the_stack(cloud: Cloud, statements):
    assert cloud.create(logs(*statements)) == "ROLLBACK_COMPLETE"
    assert "is not allowed to be used with" in cloud.reasons()
    assert groups(cloud) == []


def test_a_change_of_the_key_is_checked(cloud: Cloud):
    allowed = logs(let("logs.us-east-1", *USE))
    cloud.create(allowed)
    other = {**allowed, "Other": key()}
    other["Logs"] = logs(KmsKeyId=arn("Other"))["Logs"]
    assert cloud.update(other) == "UPDATE_ROLLBACK_COMPLETE"
    assert groups(cloud) == ["/trail"]


def test_a_taken_name_fails_the_stack_and_leaves_the_other_group_alone(cloud: Cloud):
    client = cloud.client("logs")
    client.create_log_group(logGroupName="/trail")
    client.put_retention_policy(logGroupName="/trail", retentionInDays=30)
    assert cloud.create({"Logs": resource("Logs::LogGroup", LogGroupName="/trail")}) == "ROLLBACK_COMPLETE"
    assert "already exists" in cloud.reasons()
    assert client.describe_log_groups()["logGroups"][0]["retentionInDays"] == 30
