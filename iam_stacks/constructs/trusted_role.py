"""A role."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import Annotations, Duration, Stack, Token
from aws_cdk import aws_iam as iam
from aws_cdk.region_info import RegionInfo
from constructs import Construct

from iam_stacks.constructs.attachments import Attachments
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.managed_grants import ManagedGrants
from iam_stacks.constructs.policies_given import managed_policies_of
from iam_stacks.constructs.trust_principal import TrustPrincipal
from iam_stacks.policy import TrustPolicy, limits


class TrustedRole(ManagedGrants, iam.Role):
    """An IAM role for whomever a `TrustPolicy` names, whose permissions are managed policies only."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        trust: TrustPolicy,
        role_name: str | None = None,
        path: str | None = None,
        description: str | None = None,
        policies: Sequence[iam.IManagedPolicy] = (),
        managed_policies: Sequence[str] = (),
        managed_policies_quota: int | None = None,
        max_session_duration: Duration | None = None,
        permissions_boundary: iam.IManagedPolicy | None = None,
        trust_policy_size_quota: int | None = None,
    ) -> None:
        """Define a role.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            trust: who may assume the role.
            role_name: its name in AWS. Default: CloudFormation chooses one.
            path: its path in AWS. Default: `/`.
            description: what it is for. Default: none.
            policies: customer managed policies to attach. Default: none.
            managed_policies: AWS-managed policies to attach, by name and path. Default: none.
            managed_policies_quota: how many managed policies the account allows a role, if AWS has changed that:
                25 at most. Default: 20.
            max_session_duration: the longest session, from 1 to 12 hours. Default: 1 hour.
            permissions_boundary: the most that the role may ever be allowed. Default: none.
            trust_policy_size_quota: how many characters the account allows a trust policy, if AWS has raised that:
                8,192 at most. Default: 2,048.

        Raises:
            PolicyError: IAM would not accept the name, the path, the description, the name of a managed policy or so
                many policies; the trust policy is too long, or trusts an account that is neither the stack's nor
                vouched for.
        """
        stack = Stack.of(scope)
        limits.ROLE_NAME.require("role_name", role_name)
        limits.PATH.require("path", path)
        limits.DESCRIPTION.require("description", description)
        attached = managed_policies_of(policies, managed_policies)
        super().__init__(
            scope,
            id,
            assumed_by=TrustPrincipal(
                trust, account=stack.account, partition=_partition(stack), size_quota=trust_policy_size_quota
            ),
            role_name=role_name,
            path=path,
            description=description,
            managed_policies=attached,
            max_session_duration=max_session_duration,
            permissions_boundary=permissions_boundary,
        )
        Attachments.of(self).allow(managed_policies_quota, named=len(attached))
        for warning in trust.warnings:
            Annotations.of(self).add_warning_v2(f"iam-stacks:{warning.rule}", warning.text)
        if trust.reasons:
            # Whoever reads the template, or reviews a change of it, sees why.
            self._resource.add_metadata("TrustReasons", list(trust.reasons))

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """None: what the role is given is its giver's to account for."""
        return ()

    @property
    def _resource(self) -> iam.CfnRole:
        resource = self.node.default_child
        assert isinstance(resource, iam.CfnRole)
        return resource


def _partition(stack: Stack) -> str:
    """Return the partition, which the Region tells even where CDK writes a reference."""
    region = stack.region
    return stack.partition if Token.is_unresolved(region) else RegionInfo.get(region).partition or stack.partition
