"""A trust policy of ours as a principal of CDK."""

from __future__ import annotations

import jsii
from aws_cdk import Aws, IStableStringProducer, Lazy
from aws_cdk import aws_iam as iam

from iam_stacks.policy import PolicyError, TrustPolicy


class TrustPrincipal(iam.PrincipalBase):
    """Makes a `TrustPolicy` usable as `assumed_by` of any role of CDK, and as nothing else."""

    def __init__(
        self,
        trust: TrustPolicy,
        *,
        account: str | None = None,
        partition: str | None = None,
        size_quota: int | None = None,
    ) -> None:
        """Wrap a trust policy.

        Args:
            trust: who may assume the role.
            account: the account that the role is deployed to, such as `stack.account`. Default: not known, so that
                every literal account in the trust policy is foreign.
            partition: the partition deployed to, such as `stack.partition`. Default: not known.
            size_quota: the account's quota for a role trust policy, in characters, 8,192 at most. Default: 2,048.

        Raises:
            PolicyError: a foreign account is trusted without external id or reason, or the document is too long.
        """
        if not isinstance(trust, TrustPolicy):
            raise PolicyError(f"trust {trust!r} is not allowed; give a TrustPolicy")
        super().__init__()
        self._document = trust.deployed_to(account or Aws.ACCOUNT_ID).render(
            account=Aws.ACCOUNT_ID, partition=partition or Aws.PARTITION, region=Aws.REGION, size_quota=size_quota
        )

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
        document.add_statements(*map(iam.PolicyStatement.from_json, self._document["Statement"]))


@jsii.implements(IStableStringProducer)
class _Misuse:
    def produce(self) -> str | None:
        raise PolicyError("a trust policy says who may assume a role; it cannot be the principal of another statement")
