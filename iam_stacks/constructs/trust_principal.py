"""A trust policy of ours as a principal of CDK."""

from __future__ import annotations

from aws_cdk import Aws
from aws_cdk import aws_iam as iam

from iam_stacks.policy import TrustPolicy


class TrustPrincipal(iam.PrincipalBase):
    """Makes a `TrustPolicy` usable as `assumed_by` of any role of CDK."""

    def __init__(self, trust: TrustPolicy) -> None:
        """Wrap a trust policy.

        Args:
            trust: who may assume the role.
        """
        super().__init__()
        self._trust = trust

    @property
    def policy_fragment(self) -> iam.PrincipalPolicyFragment:
        """Nobody: a role asks for whole statements; elsewhere AWS refuses a statement that names no principal."""
        return iam.PrincipalPolicyFragment({})

    def dedupe_string(self) -> str | None:
        """Nothing: CDK must not merge principals that are not its own."""
        return None

    def add_to_assume_role_policy(self, document: iam.PolicyDocument) -> None:
        """Write the trust policy's statements into the document of a role."""
        rendered = self._trust.render(account=Aws.ACCOUNT_ID, partition=Aws.PARTITION)
        document.add_statements(*map(iam.PolicyStatement.from_json, rendered["Statement"]))
