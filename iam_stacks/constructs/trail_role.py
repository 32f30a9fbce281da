"""The role with which CloudTrail writes to a log group."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from iam_stacks.constructs.attachments import Attachments
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.held_right import HeldRight, findings_of_wildcards
from iam_stacks.constructs.right import Right
from iam_stacks.constructs.trust_policy import TrustPolicy
from iam_stacks.constructs.trusted_role import TrustedRole

_PURPOSE = "Writes the events of a trail to its log group"
_STREAMS = "CloudTrail chooses how the names of its streams end; they are of this one log group"


class TrailRole(TrustedRole):
    """A role that may write to the streams of CloudTrail in one log group, and nothing else.

    CloudTrail is trusted without a condition: its guide said that the role supports neither `aws:SourceArn` nor
    `aws:SourceAccount`, and shows none.

    AWS source: CloudTrail User Guide, "Role policy document for CloudTrail to use CloudWatch Logs for monitoring".
    """

    def __init__(
        self, scope: Construct, id: str, *, log_group: logs.ILogGroup, organization_ids: Sequence[str]
    ) -> None:
        """Define the role.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            log_group: what it writes to.
            organization_ids: whose accounts' events are written besides.
        """
        super().__init__(scope, id, trust=TrustPolicy.service("cloudtrail.amazonaws.com"), description=_PURPOSE)
        stack = Stack.of(self)
        streams = (f"{stack.account}_CloudTrail_{stack.region}*", *(f"{each}_*" for each in organization_ids))
        right = Right(
            sid="WriteEvents",
            actions=("logs:CreateLogStream", "logs:PutLogEvents"),
            resources=tuple(_stream_arn(stack, log_group, stream) for stream in streams),
            because=_STREAMS,
        )
        policy = iam.ManagedPolicy(self, "Rights", description=_PURPOSE, statements=[right.statement()])
        Attachments.of(self).attach(policy)
        self._held = HeldRight.of(right, policy)

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """The wildcards at the end of the streams' names."""
        return findings_of_wildcards([self._held])


def _stream_arn(stack: Stack, log_group: logs.ILogGroup, stream: str) -> str:
    return stack.format_arn(
        service="logs",
        resource="log-group",
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
        resource_name=f"{log_group.log_group_name}:log-stream:{stream}",
    )
