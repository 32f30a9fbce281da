"""A topic for what is to be said."""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk import aws_sns as sns
from constructs import Construct

from iam_stacks.constructs.alarm_topic import publishing
from iam_stacks.constructs.service_key import ServiceKey


class NoticesTopic(sns.Topic):
    """A topic that is encrypted, takes nothing without TLS, and takes alarms of its account."""

    def __init__(self, scope: Construct, id: str, *, key: ServiceKey) -> None:
        """Define the topic.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            key: what encrypts it.
        """
        super().__init__(scope, id, enforce_ssl=True, master_key=key.for_alarms())
        self.add_to_resource_policy(publishing(self, Stack.of(self).account))
