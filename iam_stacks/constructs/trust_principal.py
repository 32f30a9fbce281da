"""A trust policy of ours as a principal of CDK."""

from __future__ import annotations

import jsii
from aws_cdk import Aws, IStableStringProducer, Lazy
from aws_cdk import aws_iam as iam

from iam_stacks.policy import PolicyError, TrustPolicy


class TrustPrincipal(iam.PrincipalBase):
    """Makes a `TrustPolicy` usable as `assumed_by` of any role of CDK, and as nothing else."""

    def __init__(self, trust: TrustPolicy) -> None:
        """Wrap a trust policy.

        Args:
            trust: who may assume the role.
        """
        super().__init__()
        self._trust = trust

    @property
    def policy_fragment(self) -> iam.PrincipalPolicyFragment:
        """What another statement would get: a sentence that stops the synthesis, since it would drop the conditions.

        Refusing here would be too early: CDK looks at every principal when it describes its constructs.
        """
        return iam.PrincipalPolicyFragment({"AWS": [Lazy.string(_Misuse())]})

    def dedupe_string(self) -> str | None:
        """Nothing: CDK must not merge principals that are not its own."""
        return None

    def add_to_assume_role_policy(self, document: iam.PolicyDocument) -> None:
        """Write the trust policy's statements into the document of a role."""
        rendered = self._trust.render(account=Aws.ACCOUNT_ID, partition=Aws.PARTITION)
        document.add_statements(*map(iam.PolicyStatement.from_json, rendered["Statement"]))


@jsii.implements(IStableStringProducer)
class _Misuse:
    def produce(self) -> str | None:
        raise PolicyError("a trust policy says who may assume a role; it cannot be the principal of another statement")
