"""A queue that receives what a topic says."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from iam_stacks.constructs.monitoring_key import MonitoringKey
from iam_stacks.constructs.service_statement import service_statement

_RECEIVED_AT_MOST = 5


class NoticesQueue(sqs.Queue):
    """A queue for one topic: encrypted, TLS only, with another queue for what its reader fails to process.

    AWS source: Amazon SNS Developer Guide, "Subscribing an Amazon SQS queue to an Amazon SNS topic"; Amazon SQS
    Developer Guide, "Using dead-letter queues in Amazon SQS".

    Attributes:
        failures: what was received five times and never deleted.
    """

    def __init__(self, scope: Construct, id: str, *, topic: sns.ITopic) -> None:
        """Define the queue, and subscribe it.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            topic: what it receives from.
        """
        key = MonitoringKey.of(scope).for_subscriptions()
        self.failures = undelivered_queue(scope, f"{id}Failures", key)
        super().__init__(
            scope,
            id,
            encryption_master_key=key,
            enforce_ssl=True,
            retention_period=Duration.days(7),
            dead_letter_queue=sqs.DeadLetterQueue(queue=self.failures, max_receive_count=_RECEIVED_AT_MOST),
        )
        self.add_to_resource_policy(
            service_statement(
                "sns.amazonaws.com",
                sid="AllowTopic",
                actions=["sqs:SendMessage"],
                resources=[self.queue_arn],
                conditions={"ArnEquals": {"aws:SourceArn": topic.topic_arn}},
            )
        )
        # Not CDK's subscription to a queue: it names the topic in the policy of the key, which the topic names.
        sns.Subscription(
            self, "Subscription", topic=topic, protocol=sns.SubscriptionProtocol.SQS, endpoint=self.queue_arn
        )


def undelivered_queue(scope: Construct, id: str, key: MonitoringKey) -> sqs.Queue:
    """Return a queue that keeps, as long as queues do, what could not be delivered.

    Args:
        scope: the construct that it is part of.
        id: its id.
        key: what encrypts it.
    """
    return sqs.Queue(scope, id, encryption_master_key=key, enforce_ssl=True, retention_period=Duration.days(14))
