"""The role for emergencies."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import Duration, Stack, Tags, Token
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.constructs.expected_finding import ExpectedFinding, finding_of_aws_managed
from iam_stacks.constructs.trusted_role import TrustedRole
from iam_stacks.policy import PolicyError, TrustPolicy
from iam_stacks.policy.tags import BREAK_GLASS_TAG
from iam_stacks.policy.trust.clauses import MFA_AGE, SET_SOURCE_IDENTITY, TAG_SESSION

ADMINISTRATOR_ACCESS = "AdministratorAccess"
_OF_NO_USE_ALONE = {SET_SOURCE_IDENTITY, TAG_SESSION}
"""Actions of STS that do not assume a role, but go with one that does."""


class BreakGlassRole(TrustedRole):
    """A role with wide rights for when nothing else works: with recent MFA, for one hour, and marked for monitoring.

    People assume it as IAM users, from the console or the command line. By way of another role they cannot: the
    session of a role knows nothing of MFA.

    AWS source: AWS Well-Architected Framework, Security Pillar, "SEC03-BP03 Establish emergency access process"; IAM
    User Guide, "Secure API access with MFA".
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        trust: TrustPolicy,
        role_name: str | None = None,
        path: str | None = None,
        description: str | None = "For emergencies; every use is an incident",
        policies: Sequence[iam.IManagedPolicy] = (),
        managed_policies: Sequence[str] = (),
        managed_policies_quota: int | None = None,
        permissions_boundary: iam.IManagedPolicy | None = None,
        trust_policy_size_quota: int | None = None,
    ) -> None:
        """Define the role.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            trust: who may assume the role, with MFA that is not long ago:
                `TrustPolicy.account("111122223333", mfa_max_age=3600)`.
            role_name: its name in AWS. Default: CloudFormation chooses one.
            path: its path in AWS. Default: `/`.
            description: what it is for. Default: says so.
            policies: customer managed policies to attach. Default: none.
            managed_policies: AWS-managed policies to attach, by name and path. Default: `AdministratorAccess`, unless
                policies are given.
            managed_policies_quota: how many managed policies the account allows a role, 25 at most. Default: 20.
            permissions_boundary: the most that the role may ever be allowed. Default: none.
            trust_policy_size_quota: how many characters the account allows a trust policy, 8,192 at most. Default:
                2,048.

        Raises:
            PolicyError: somebody is trusted without recent MFA; else as for `TrustedRole`.
        """
        _require_recent_mfa(trust)
        self._of_aws = tuple(managed_policies) or (() if policies else (ADMINISTRATOR_ACCESS,))
        self._is_administrator = ADMINISTRATOR_ACCESS in self._of_aws and permissions_boundary is None
        super().__init__(
            scope,
            id,
            trust=trust,
            role_name=role_name,
            path=path,
            description=description,
            policies=policies,
            managed_policies=self._of_aws,
            managed_policies_quota=managed_policies_quota,
            max_session_duration=Duration.hours(1),
            permissions_boundary=permissions_boundary,
            trust_policy_size_quota=trust_policy_size_quota,
        )
        Tags.of(self).add(BREAK_GLASS_TAG, "true", include_resource_types=["AWS::IAM::Role"])

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """The AWS-managed policies: in an emergency nobody knows beforehand what is needed."""
        because = "nobody knows beforehand what an emergency needs; MFA, one hour and an alarm limit it instead"
        administrator = ExpectedFinding(
            scope=self, rule="administrator-equivalent", finding=self._called, because=because
        )
        return (
            *(finding_of_aws_managed(self, name, because) for name in self._of_aws),
            *((administrator,) if self._is_administrator else ()),
        )

    @property
    def _called(self) -> str:
        """The name, or the logical id if the name is known at deployment only."""
        name = self._resource.role_name
        known = name is not None and not Token.is_unresolved(name)
        return str(name if known else Stack.of(self).resolve(self._resource.logical_id))


def _require_recent_mfa(trust: TrustPolicy) -> None:
    for statement in trust.statements:
        asks = {clause.key for clause in statement.conditions}
        if MFA_AGE not in asks and not _OF_NO_USE_ALONE.issuperset(statement.actions or ()):
            raise PolicyError(
                "a break-glass role is for people with MFA at hand; give TrustPolicy.account with mfa_max_age"
            )
