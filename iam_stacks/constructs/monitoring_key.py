"""The key that encrypts what monitoring writes and sends."""

from __future__ import annotations

from aws_cdk import Aws, RemovalPolicy
from constructs import Construct

from iam_stacks.constructs.alarm_topic import USE_OF_KEY
from iam_stacks.constructs.service_key import ServiceKey
from iam_stacks.constructs.service_statement import of_account


class MonitoringKey(ServiceKey):
    """A customer managed key, rotated every year, for what a trail and AWS Config write, and for notices.

    It outlives its stack: without it nobody could read what stays.
    """

    def __init__(self, scope: Construct, id: str) -> None:
        """Define the key.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
        """
        super().__init__(
            scope,
            id,
            description="Encrypts what trails and AWS Config write, and what is said about it",
            removal_policy=RemovalPolicy.RETAIN,
        )

    def for_trail(self, trail_arn: str) -> MonitoringKey:
        """Let CloudTrail encrypt what one trail delivers; return the key.

        AWS source: CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail".

        Args:
            trail_arn: the trail, by the ARN that it will have.
        """
        this = {"aws:SourceArn": trail_arn}
        # The context of encryption is an ARN of the trail too, of whichever Region the guide does not say.
        trails = f"arn:{Aws.PARTITION}:cloudtrail:*:{Aws.ACCOUNT_ID}:trail/*"
        of_trail = {"StringEquals": this, "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": trails}}
        service = "cloudtrail.amazonaws.com"
        return self._allow(service, ("kms:GenerateDataKey*",), of_trail)._allow(
            service, ("kms:DescribeKey",), {"StringEquals": this}
        )

    def for_events(self) -> MonitoringKey:
        """Let rules of EventBridge send to topics that are encrypted with the key; return it.

        Without a condition: SNS says that a key's policy with `aws:SourceAccount` or `aws:SourceArn` does not work
        between EventBridge and an encrypted topic.

        AWS source: Amazon SNS Developer Guide, "Enable compatibility between event sources from AWS services and
        encrypted topics".
        """
        return self._allow("events.amazonaws.com", USE_OF_KEY, None)

    def for_subscriptions(self) -> MonitoringKey:
        """Let topics of the account, in the Region, send to queues that are encrypted with the key; return it.

        Not one topic alone: the topic may name the key, and CloudFormation makes no two things that name each other.

        AWS source: Amazon SNS Developer Guide, "Configuring Amazon SNS topic encryption with encrypted Amazon SQS
        queue subscription".
        """
        topics = f"arn:{Aws.PARTITION}:sns:{Aws.REGION}:{Aws.ACCOUNT_ID}:*"
        return self._allow("sns.amazonaws.com", USE_OF_KEY, {"ArnLike": {"aws:SourceArn": topics}})

    def for_config(self) -> MonitoringKey:
        """Let AWS Config encrypt what it delivers for the account; return the key.

        AWS source: AWS Config Developer Guide, "Permissions for the KMS Key".
        """
        return self._allow("config.amazonaws.com", ("kms:Decrypt", "kms:GenerateDataKey"), of_account(Aws.ACCOUNT_ID))
