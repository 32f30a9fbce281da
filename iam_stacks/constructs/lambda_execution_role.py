"""The role that a Lambda function runs as."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import cast

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct, IConstruct

from iam_stacks.constructs import function_rights
from iam_stacks.constructs.dead_letter_queue import dead_letters
from iam_stacks.constructs.encryption_key import key_arn_of
from iam_stacks.constructs.event_source import Pollable, event_sources_of
from iam_stacks.constructs.expected_finding import ExpectedFinding, as_nag_writes, finding_of_aws_managed
from iam_stacks.constructs.held_right import HeldRight, findings_of_wildcards
from iam_stacks.constructs.right import merged
from iam_stacks.constructs.trusted_role import TrustedRole
from iam_stacks.policy import PolicyError, TrustPolicy, limits
from iam_stacks.policy.aws_managed import AWS_MANAGED

_BASIC = "service-role/AWSLambdaBasicExecutionRole"


class LambdaExecutionRole(TrustedRole):
    """A role that only Lambda can assume, with no more rights than the features of its function need.

    What others grant to the function lands in the role's own managed policies. What a flag allows is not added again
    when CDK grants it too: `lambda_.Function(tracing=...)` adds nothing to a role with `tracing=True`, and the policies
    of AWS that CDK attaches for `insights_version=` and `ManagedKafkaEventSource` are left out where `insights` or a
    Kafka event source stands for them. What CDK grants beyond the flags is added, and its findings are the function's.

    AWS source: Lambda Developer Guide, "Defining Lambda function permissions with an execution role".
    """

    _held: tuple[HeldRight, ...] = ()

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        role_name: str | None = None,
        path: str | None = None,
        description: str | None = None,
        log_group: str | logs.ILogGroup | None = None,
        create_log_group: bool = False,
        vpc: bool = False,
        tracing: bool = False,
        dead_letter_queue: sqs.IQueue | sns.ITopic | None = None,
        event_sources: Sequence[Pollable] = (),
        environment_key: kms.IKey | None = None,
        insights: bool = False,
        managed_basic: bool = False,
        policies: Sequence[iam.IManagedPolicy] = (),
        managed_policies: Sequence[str] = (),
        managed_policies_quota: int | None = None,
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
            log_group: the one log group that the function writes to, or its name, such as `/aws/lambda/MyFunction`.
                Default: no right to write logs.
            create_log_group: let the function create that log group. Default: it must exist.
            vpc: let Lambda connect the function to a VPC, whose subnets are of the same account: one that is shared
                by another account needs a policy of your own. Default: no VPC.
            tracing: let the function send traces to X-Ray. Default: no traces.
            dead_letter_queue: the standard queue or topic that events go to when they failed, with the right to use
                its customer managed key. An alias stands for its key, here and below. Default: none.
            event_sources: what the function polls, with the right to use its customer managed key: queues, streams,
                consumers of streams and tables of CDK, or values of `EventSource`. Default: none.
            environment_key: a key with which the function's own code decrypts its environment variables. That Lambda
                encrypts them with a customer managed key takes no right of the role. Default: none.
            insights: let the Lambda Insights extension write to its log group. Default: no Lambda Insights.
            managed_basic: attach AWSLambdaBasicExecutionRole, which allows the function to create and write every log
                group. Default: not attached.
            policies: customer managed policies to attach. Default: none.
            managed_policies: AWS-managed policies to attach, by name and path. Default: none.
            managed_policies_quota: how many managed policies the account allows a role, if AWS has changed that:
                25 at most. Default: 20.
            max_session_duration: the longest session, from 1 to 12 hours. Default: 1 hour.
            permissions_boundary: the most that the role may ever be allowed. Default: none.

        Raises:
            PolicyError: AWS would not accept a name, the path, the description or so many policies; create_log_group
                is given without log_group; dead_letter_queue is no standard queue or topic; an event source is given
                twice or is none; a key is an alias, and CDK does not know of which key.
        """
        # Interfaces of CDK are no classes at run time: what is not a text is a log group.
        log_group_name = log_group if isinstance(log_group, str | None) else log_group.log_group_name
        limits.LOG_GROUP_NAME.require("log_group", log_group_name)
        if create_log_group and log_group_name is None:
            raise PolicyError("create_log_group goes with log_group; name the log group that the function may create")
        sources = event_sources_of(event_sources)
        rights = (
            *(function_rights.logging(log_group_name, create=create_log_group) if log_group_name is not None else ()),
            *(function_rights.insights() if insights else ()),
            *(function_rights.VPC if vpc else ()),
            *(function_rights.TRACING if tracing else ()),
            *(dead_letters(dead_letter_queue) if dead_letter_queue else ()),
            *function_rights.decryption(key_arn_of(environment_key)),
            *chain.from_iterable(source.rights for source in sources),
        )
        self._managed_basic = managed_basic
        basic = [iam.ManagedPolicy.from_aws_managed_policy_name(_BASIC)] if managed_basic else []
        super().__init__(
            scope,
            id,
            trust=TrustPolicy.service("lambda.amazonaws.com"),
            role_name=role_name,
            path=path,
            description=description,
            policies=[*policies, *basic],
            managed_policies=managed_policies,
            managed_policies_quota=managed_policies_quota,
            max_session_duration=max_session_duration,
            permissions_boundary=permissions_boundary,
        )
        for right in chain.from_iterable(each.parts(Stack.of(self).resolve) for each in merged(rights)):
            added = super().add_to_principal_policy(right.statement())
            self._held = (*self._held, HeldRight.of(right, cast("IConstruct", added.policy_dependable)))

    def add_to_principal_policy(self, statement: iam.PolicyStatement) -> iam.AddToPrincipalPolicyResult:
        """Add a statement, called by every `grant_*` method of CDK, unless a flag allows all of it already.

        Raises:
            PolicyError: the statement alone exceeds the quota of a policy, or a further policy that of the principal.
        """
        asked = Stack.of(self).resolve(statement.to_statement_json())
        for held in self._held:
            if held.has_all(asked):
                return iam.AddToPrincipalPolicyResult(statement_added=True, policy_dependable=held.policy)
        return super().add_to_principal_policy(statement)

    def add_managed_policy(self, policy: iam.IManagedPolicy) -> None:
        """Attach a policy, unless it is AWS's own for what a flag is for: the flag allows less.

        Raises:
            PolicyError: IAM would not accept so many.
        """
        name = as_nag_writes(Stack.of(self).resolve(policy.managed_policy_arn)).partition(AWS_MANAGED)[2]
        if name not in {held.right.instead_of for held in self._held} - {""}:
            super().add_managed_policy(policy)

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """The wildcards that AWS leaves no way around, each once for a policy, and AWS's basic policy if asked for."""
        wildcards = findings_of_wildcards(self._held)
        basic = finding_of_aws_managed(self, _BASIC, "it is asked for by managed_basic, which log_group can replace")
        return (*wildcards, basic) if self._managed_basic else wildcards
