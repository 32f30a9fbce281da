"""The role for incidents with AWS Support."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.constructs.expected_finding import ExpectedFinding, finding_of_aws_managed
from iam_stacks.constructs.trusted_role import TrustedRole
from iam_stacks.policy import TrustPolicy

SUPPORT_ACCESS = "AWSSupportAccess"
_SERVICES = ("support", "support-console")


class SupportRole(TrustedRole):
    """A role that may open and manage cases with AWS Support, and nothing else.

    CIS AWS Foundations Benchmark v3, 1.17; Security Hub IAM.18, which looks for this very AWS-managed policy.
    AWS source: AWS Security Hub User Guide, "Security Hub controls for IAM", IAM.18.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        trust: TrustPolicy,
        role_name: str | None = None,
        path: str | None = None,
        description: str | None = "Manages cases with AWS Support",
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
            trust: who may assume the role: those who handle incidents.
            role_name: its name in AWS. Default: CloudFormation chooses one.
            path: its path in AWS. Default: `/`.
            description: what it is for. Default: says so.
            policies: customer managed policies to attach besides. Default: none.
            managed_policies: AWS-managed policies to attach besides, by name and path. Default: none.
            managed_policies_quota: how many managed policies the account allows a role, 25 at most. Default: 20.
            permissions_boundary: the most that the role may ever be allowed. Default: none.
            trust_policy_size_quota: how many characters the account allows a trust policy, 8,192 at most. Default:
                2,048.

        Raises:
            PolicyError: as for `TrustedRole`.
        """
        super().__init__(
            scope,
            id,
            trust=trust,
            role_name=role_name,
            path=path,
            description=description,
            policies=policies,
            managed_policies=[SUPPORT_ACCESS, *managed_policies],
            managed_policies_quota=managed_policies_quota,
            permissions_boundary=permissions_boundary,
            trust_policy_size_quota=trust_policy_size_quota,
        )

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """The AWS-managed policy that the benchmarks ask for by name, and the services that are all in it."""
        because = "benchmarks look for this policy by name, and what AWS Support can do has no narrower form"
        return (
            finding_of_aws_managed(self, SUPPORT_ACCESS, because),
            *(
                ExpectedFinding(
                    scope=self, rule="full-service-access", finding=f"{SUPPORT_ACCESS} {service}", because=because
                )
                for service in _SERVICES
            ),
        )
