from typing import Any

from aws_cdk import App, Stack
from aws_cdk.assertions import Template

from iam_stacks.constructs.identity_notices import IdentityNotices
from iam_stacks.constructs.monitoring_key import MonitoringKey
from tests.constructs.findings import reported
from tests.constructs.synthesis import ACCOUNT, only, resources


def _key_arn(stack: Stack) -> Any:
    return stack.resolve(MonitoringKey.of(stack).key_arn)


def test_it_is_encrypted_with_the_key_of_monitoring(stack: Stack) -> None:
    IdentityNotices(stack, "Notices")
    assert only(stack, "AWS::SNS::Topic")["KmsMasterKeyId"] == _key_arn(stack)


def test_alarms_of_this_account_publish_to_it_and_nobody_does_without_tls(stack: Stack) -> None:
    topic = stack.resolve(IdentityNotices(stack, "Notices").topic_arn)
    statements = only(stack, "AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"]
    assert {each["Effect"]: (each["Principal"], each["Condition"]) for each in statements} == {
        "Deny": ("*", {"Bool": {"aws:SecureTransport": "false"}}),
        "Allow": ({"Service": "cloudwatch.amazonaws.com"}, {"StringEquals": {"aws:SourceAccount": ACCOUNT}}),
    }
    assert all(each["Action"] == "sns:Publish" and each["Resource"] == topic for each in statements)


def test_nobody_uses_its_key_but_alarms(stack: Stack) -> None:
    IdentityNotices(stack, "Notices")
    statements = only(stack, "AWS::KMS::Key")["KeyPolicy"]["Statement"]
    services = [each["Principal"]["Service"] for each in statements if "Service" in each["Principal"]]
    assert services == ["cloudwatch.amazonaws.com"]


def test_a_queue_receives_what_this_topic_alone_says_as_sns_wraps_it(stack: Stack) -> None:
    notices = IdentityNotices(stack, "Notices")
    queue = notices.to_queue()
    topic, arn = stack.resolve([notices.topic_arn, queue.queue_arn])
    assert only(stack, "AWS::SNS::Subscription") == {"Protocol": "sqs", "TopicArn": topic, "Endpoint": arn}
    (policy,) = (
        each for each in resources(stack, "AWS::SQS::QueuePolicy") if len(each["PolicyDocument"]["Statement"]) > 1
    )
    (allowed,) = (each for each in policy["PolicyDocument"]["Statement"] if each["Effect"] == "Allow")
    assert allowed == {
        "Sid": "AllowTopic",
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }


def test_topics_use_the_key_of_the_queue(stack: Stack) -> None:
    IdentityNotices(stack, "Notices").to_queue()
    statements = only(stack, "AWS::KMS::Key")["KeyPolicy"]["Statement"]
    assert {"Service": "sns.amazonaws.com"} in [each["Principal"] for each in statements]


def test_the_queue_is_the_same_each_time(stack: Stack) -> None:
    notices = IdentityNotices(stack, "Notices")
    assert notices.to_queue() is notices.to_queue()


def test_what_a_reader_does_not_delete_is_kept_longer_than_in_the_queue(stack: Stack) -> None:
    queue = IdentityNotices(stack, "Notices").to_queue()
    kept = stack.resolve(queue.failures.queue_arn)
    template = Template.from_stack(stack)
    ((waiting, failed),) = [
        (first, second)
        for first in template.find_resources(
            "AWS::SQS::Queue", {"Properties": {"MessageRetentionPeriod": 604800}}
        ).values()
        for second in template.find_resources(
            "AWS::SQS::Queue", {"Properties": {"MessageRetentionPeriod": 1209600}}
        ).values()
    ]
    assert waiting["Properties"]["RedrivePolicy"] == {"deadLetterTargetArn": kept, "maxReceiveCount": 5}
    assert waiting["Properties"]["KmsMasterKeyId"] == failed["Properties"]["KmsMasterKeyId"] == _key_arn(stack)


def test_no_queue_takes_a_message_without_tls(stack: Stack) -> None:
    IdentityNotices(stack, "Notices").to_queue()
    policies = [each["PolicyDocument"]["Statement"] for each in resources(stack, "AWS::SQS::QueuePolicy")]
    assert len(policies) == len(resources(stack, "AWS::SQS::Queue")) == 2
    insecure = {"Bool": {"aws:SecureTransport": "false"}}
    assert all(any(each["Effect"] == "Deny" and each["Condition"] == insecure for each in one) for one in policies)


def test_it_causes_no_finding(app_of_ones_own: App, stack: Stack) -> None:
    IdentityNotices(stack, "Notices").to_queue()
    assert not reported(app_of_ones_own)
