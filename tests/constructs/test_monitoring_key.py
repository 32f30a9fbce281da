from typing import Any

import pytest
from aws_cdk import Stack
from aws_cdk.assertions import Template

from iam_stacks.constructs.credentials_key import CredentialsKey
from iam_stacks.constructs.monitoring_key import MonitoringKey
from tests.constructs.synthesis import ACCOUNT, arn, only

REGION = {"Ref": "AWS::Region"}
TRAIL = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/Trail"


def _services(stack: Stack) -> list[dict[str, Any]]:
    """Return the statements of the key's policy that are about a service."""
    statements = only(stack, "AWS::KMS::Key")["KeyPolicy"]["Statement"]
    return [each for each in statements if "Service" in each["Principal"]]


def test_a_stack_has_one_which_rotates_and_outlives_it(stack: Stack) -> None:
    assert MonitoringKey.of(stack) is MonitoringKey.of(stack)
    (key,) = Template.from_stack(stack).find_resources("AWS::KMS::Key").values()
    assert key["Properties"]["EnableKeyRotation"] is True
    assert key["DeletionPolicy"] == key["UpdateReplacePolicy"] == "Retain"


def test_it_is_another_than_that_of_credentials(stack: Stack) -> None:
    assert MonitoringKey.of(stack).node.path != CredentialsKey.of(stack).node.path


@pytest.mark.parametrize("service", ["log_groups", "alarms", "events", "subscriptions"])
def test_a_service_is_let_in_once_and_only_if_it_is_asked_for(stack: Stack, service: str) -> None:
    key = MonitoringKey.of(stack)
    let_in = getattr(key, f"for_{service}")
    assert let_in() is let_in() is key
    assert key._policy is not None
    assert key._policy.statement_count == 2, "the other one is the account's"


def test_no_service_uses_it_unless_asked_for(stack: Stack) -> None:
    MonitoringKey.of(stack)
    assert _services(stack) == []


def test_cloudtrail_uses_it_for_one_trail_alone(stack: Stack) -> None:
    key = MonitoringKey.of(stack)
    assert key.for_trail(TRAIL) is key.for_trail(TRAIL) is key
    encrypt, describe = _services(stack)
    # CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail"
    assert encrypt == {
        "Effect": "Allow",
        "Principal": {"Service": "cloudtrail.amazonaws.com"},
        "Action": "kms:GenerateDataKey*",
        "Resource": "*",
        "Condition": {
            "StringEquals": {"aws:SourceArn": TRAIL},
            "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": arn(":cloudtrail:*:", ACCOUNT, ":trail/*")},
        },
    }
    assert describe == {
        "Effect": "Allow",
        "Principal": {"Service": "cloudtrail.amazonaws.com"},
        "Action": "kms:DescribeKey",
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:SourceArn": TRAIL}},
    }


def test_a_second_trail_can_have_it_too(stack: Stack) -> None:
    MonitoringKey.of(stack).for_trail(TRAIL).for_trail(f"{TRAIL}2")
    given = {each["Condition"]["StringEquals"]["aws:SourceArn"] for each in _services(stack)}
    assert given == {TRAIL, f"{TRAIL}2"}


def test_rules_use_it_without_a_condition_since_sns_supports_none(stack: Stack) -> None:
    MonitoringKey.of(stack).for_events()
    (statement,) = _services(stack)
    assert statement["Principal"] == {"Service": "events.amazonaws.com"}
    assert set(statement["Action"]) == {"kms:Decrypt", "kms:GenerateDataKey*"}
    assert "Condition" not in statement


def test_topics_of_this_account_and_region_alone_use_it(stack: Stack) -> None:
    MonitoringKey.of(stack).for_subscriptions()
    (statement,) = _services(stack)
    assert statement["Principal"] == {"Service": "sns.amazonaws.com"}
    assert set(statement["Action"]) == {"kms:Decrypt", "kms:GenerateDataKey*"}
    assert statement["Condition"] == {"ArnLike": {"aws:SourceArn": arn(":sns:", REGION, ":", ACCOUNT, ":*")}}
