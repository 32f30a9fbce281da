"""A role."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.constructs.managed_grants import ManagedGrants
from iam_stacks.constructs.managed_policies import managed_policies_of
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
        max_session_duration: Duration | None = None,
        permissions_boundary: iam.IManagedPolicy | None = None,
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
            max_session_duration: the longest session, from 1 to 12 hours. Default: 1 hour.
            permissions_boundary: the most that the role may ever be allowed. Default: none.

        Raises:
            PolicyError: IAM would not accept the name, the path, the description or the name of a managed policy.
        """
        limits.ROLE_NAME.require("role_name", role_name)
        limits.PATH.require("path", path)
        limits.DESCRIPTION.require("description", description)
        super().__init__(
            scope,
            id,
            assumed_by=TrustPrincipal(trust),
            role_name=role_name,
            path=path,
            description=description,
            managed_policies=managed_policies_of(policies, managed_policies),
            max_session_duration=max_session_duration,
            permissions_boundary=permissions_boundary,
        )
