"""A function that runs code of this package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from aws_cdk import CustomResource, Duration, IgnoreMode, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from constructs import Construct

from iam_stacks.constructs.attachments import Attachments
from iam_stacks.constructs.credential_notices import CredentialNotices
from iam_stacks.constructs.credentials_key import CredentialsKey
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.held_right import HeldRight, findings_of_wildcards
from iam_stacks.constructs.lambda_execution_role import LambdaExecutionRole
from iam_stacks.constructs.right import Right

PACKAGE = Path(__file__).parent.parent

_PATIENCE = Duration.minutes(30)
"""How long CloudFormation waits for an answer: longer than Lambda tries again, three times five minutes with pauses."""

_NO_VPC = (
    "the function calls APIs of AWS and nothing else, with TLS and signed requests: in a VPC it would need a way out "
    "and more rights, and nobody can reach it from a network either way"
)


def handlers(package: Path = PACKAGE) -> lambda_.AssetCode:
    """Return the handlers of a package as code; what else is in the package does not change its hash.

    Args:
        package: the folder that contains `handlers`.
    """
    return lambda_.Code.from_asset(
        str(package), exclude=["/*", "!/handlers", "/handlers/*", "!/handlers/*.py"], ignore_mode=IgnoreMode.GIT
    )


class HandlerFunction(Construct):
    """A Lambda function that runs one of our handlers, never twice at a time, with the rights that are given to it.

    It reserves one of the account's concurrent executions. What runs it waits for its turn, but Secrets Manager, which
    tries the rotation again later.

    Attributes:
        function: the function.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        entry: str,
        purpose: str,
        rights: Sequence[Right],
        subject: str = "",
        environment: Mapping[str, str] | None = None,
        timeout: Duration | None = None,
        notices: sns.ITopic | None = None,
    ) -> None:
        """Define the function.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            entry: the module in `handlers` that has the function `handler`.
            purpose: what it is for, in words.
            rights: what the handler may do, beyond writing logs and sending notices.
            subject: the name of what the rights are about, if that name can change. Default: it cannot.
            environment: variables for the handler. Default: none.
            timeout: how long a run may take. Default: 2 minutes.
            notices: the topic for the events that it failed to process. Default: the one of the stack.
        """
        super().__init__(scope, id)
        failed = notices or CredentialNotices.of(self)
        log_group = logs.LogGroup(
            self,
            "Logs",
            encryption_key=CredentialsKey.of(self).for_log_groups(),
            retention=logs.RetentionDays.ONE_YEAR,
            removal_policy=RemovalPolicy.DESTROY,
        )
        self._role = LambdaExecutionRole(self, "Role", description=purpose, dead_letter_queue=failed)
        # The ARN that CloudFormation answers covers the streams of this one group.
        write_logs = Right(
            sid="WriteLogs",
            actions=("logs:CreateLogStream", "logs:PutLogEvents"),
            resources=(log_group.log_group_arn,),
        )
        given = (*rights, write_logs)
        # CloudFormation replaces a policy whose description changes. So when a user is renamed, the old policy stays
        # attached until all that belongs to the old name is cleaned up, for which the function needs the old rights.
        policy = iam.ManagedPolicy(
            self._role,
            "Rights",
            description=f"{purpose}: {subject}" if subject else purpose,
            statements=[right.statement() for right in given],
        )
        Attachments.of(self._role).attach(policy)
        self._held = [HeldRight.of(right, policy) for right in given]
        self.function = lambda_.Function(
            self,
            "Function",
            description=purpose,
            code=handlers(),
            handler=f"handlers.{entry}.handler",
            runtime=lambda_.Runtime.PYTHON_3_14,
            role=self._role,
            log_group=log_group,
            environment=environment,
            timeout=timeout or Duration.minutes(2),
            reserved_concurrent_executions=1,
            dead_letter_topic=failed,
        )

    def custom_resource(
        self, scope: Construct, id: str, *, type: str, properties: Mapping[str, object]
    ) -> CustomResource:
        """Define a resource of CloudFormation that the function makes, changes and deletes.

        Args:
            scope: the construct that it is part of.
            id: its id there.
            type: its type, without `Custom::`.
            properties: what the function is told.
        """
        resource = CustomResource(
            scope,
            id,
            resource_type=f"Custom::{type}",
            service_token=self.function.function_arn,
            properties=properties,
            service_timeout=_PATIENCE,
        )
        # The function alone would do to make it; to delete it, the function must still have its rights.
        resource.node.add_dependency(self)
        return resource

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """That the function is in no VPC, and the wildcards that AWS leaves no way around."""
        outside = ExpectedFinding(scope=self.function, rule="LambdaInsideVPC", because=_NO_VPC)
        return (outside, *self._role.expected_findings, *findings_of_wildcards(self._held))
