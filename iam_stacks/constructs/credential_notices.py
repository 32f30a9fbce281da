"""Where to say what happens to credentials."""

from __future__ import annotations

from aws_cdk import Aws
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct, IConstruct

from iam_stacks.constructs.credentials_key import CredentialsKey
from iam_stacks.constructs.one_per_stack import one_per_stack


class CredentialNotices(sns.Topic):
    """A topic for notices, alarms and the events that a function of ours failed to process; encrypted, TLS only."""

    def __init__(self, scope: Construct, id: str) -> None:
        """Define the topic.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
        """
        super().__init__(scope, id, enforce_ssl=True, master_key=CredentialsKey.of(scope).for_alarms())
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

    @classmethod
    def of(cls, scope: IConstruct) -> CredentialNotices:
        """Return the one topic of the scope's stack; it is made when it is first asked for."""
        return one_per_stack(cls, scope)
