"""The role that a Lambda function runs as."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import Aws, Duration, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.constructs.expected_finding import ExpectedFinding, as_nag_writes
from iam_stacks.constructs.trusted_role import TrustedRole
from iam_stacks.policy import PolicyError, TrustPolicy, limits


class LambdaExecutionRole(TrustedRole):
    """A role that only Lambda can assume, with rights on the function's own log group instead of all logs.

    AWS source: Lambda Developer Guide, "Defining Lambda function permissions with an execution role".
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        role_name: str | None = None,
        path: str | None = None,
        description: str | None = None,
        log_group: str | None = None,
        create_log_group: bool = False,
        policies: Sequence[iam.IManagedPolicy] = (),
        managed_policies: Sequence[str] = (),
        max_session_duration: Duration | None = None,
        permissions_boundary: iam.IManagedPolicy | None = None,
    ) -> None:
        """Define a role for a Lambda function.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            role_name: its name in AWS. Default: CloudFormation chooses one.
            path: its path in AWS. Default: `/`.
            description: what it is for. Default: none.
            log_group: the name of the one log group that the function writes to, such as `/aws/lambda/MyFunction`.
                Default: no right to write logs.
            create_log_group: let the function create that log group. Default: it must exist.
            policies: customer managed policies to attach. Default: none.
            managed_policies: AWS-managed policies to attach, by name and path. Default: none.
            max_session_duration: the longest session, from 1 to 12 hours. Default: 1 hour.
            permissions_boundary: the most that the role may ever be allowed. Default: none.

        Raises:
            PolicyError: AWS would not accept a name, the path or the description; or create_log_group is given
                without log_group.
        """
        limits.LOG_GROUP_NAME.require("log_group", log_group)
        if create_log_group and log_group is None:
            raise PolicyError("create_log_group goes with log_group; name the log group that the function may create")
        super().__init__(
            scope,
            id,
            trust=TrustPolicy.service("lambda.amazonaws.com"),
            role_name=role_name,
            path=path,
            description=description,
            policies=policies,
            managed_policies=managed_policies,
            max_session_duration=max_session_duration,
            permissions_boundary=permissions_boundary,
        )
        self._streams: str | None = None
        if log_group is not None:
            self._allow_logs(log_group, create=create_log_group)

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """The wildcard for the log streams, whose names Lambda chooses."""
        if self._streams is None:
            return ()
        subject = f"Resource::{as_nag_writes(Stack.of(self).resolve(self._streams))}"
        because = "Lambda names a log stream when it starts an instance, so the name cannot be known before"
        return (ExpectedFinding(scope=self, rule="IAM5", finding=subject, because=because),)

    def _allow_logs(self, log_group: str, *, create: bool) -> None:
        group = f"arn:{Aws.PARTITION}:logs:{Aws.REGION}:{Aws.ACCOUNT_ID}:log-group:{log_group}"
        self._streams = f"{group}:log-stream:*"
        if create:
            self.add_to_principal_policy(
                iam.PolicyStatement(sid="CreateLogGroup", actions=["logs:CreateLogGroup"], resources=[group])
            )
        self.add_to_principal_policy(
            iam.PolicyStatement(
                sid="WriteLogs", actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[self._streams]
            )
        )
