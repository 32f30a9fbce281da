"""Where to say what happens to identities."""

from __future__ import annotations

from aws_cdk import Aws
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct

from iam_stacks.constructs.monitoring_key import MonitoringKey
from iam_stacks.constructs.notices_queue import NoticesQueue


class IdentityNotices(sns.Topic):
    """A topic for what is said of identities: encrypted with a key that rotates, TLS only, for alarms of the account.

    Its policy lets in nobody else, unless `IdentityEvents` is given it too.

    AWS source: Amazon SNS Developer Guide, "Example cases for Amazon SNS access control".
    """

    def __init__(self, scope: Construct, id: str) -> None:
        """Define the topic.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
        """
        super().__init__(scope, id, enforce_ssl=True, master_key=MonitoringKey.of(scope).for_alarms())
        # With a policy of its own, a topic has no longer the default one, which lets in whatever is of the account.
        self.add_to_resource_policy(
            iam.PolicyStatement(
                sid="AllowAlarms",
                principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
                actions=["sns:Publish"],
                resources=[self.topic_arn],
                conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
            )
        )

    def to_queue(self) -> NoticesQueue:
        """Send to a queue, which is made when it is first asked for; return it."""
        existing = self.node.try_find_child("Queue")
        return existing if isinstance(existing, NoticesQueue) else NoticesQueue(self, "Queue", topic=self)
