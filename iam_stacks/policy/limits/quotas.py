"""How many, and how large."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iam_stacks.policy.error import PolicyError


@dataclass(frozen=True, kw_only=True)
class Quota:
    """How many of something an account may have.

    Attributes:
        default: what holds unless AWS has changed it for the account.
        maximum: the most that AWS grants.
    """

    default: int
    maximum: int

    def given(self, what: str, quota: int | None) -> int:
        """Return the quota that holds: the default one if none is given.

        Raises:
            PolicyError: AWS does not grant such a quota.
        """
        if quota is not None and not 1 <= quota <= self.maximum:
            raise PolicyError(f"{what} {quota} is not allowed; give 1 to {self.maximum:,}")
        return quota or self.default


MANAGED_POLICIES_PER_GROUP = Quota(default=10, maximum=10)
MANAGED_POLICIES_PER_USER = Quota(default=10, maximum=20)
MANAGED_POLICIES_PER_ROLE = Quota(default=20, maximum=25)
"""IAM User Guide, "IAM and AWS STS quotas". Its editions differ about roles (10, raised to 20, until 2023): the larger
numbers refuse nothing that an account may allow, and a smaller quota can be given."""

GROUPS_PER_USER = 10
"""IAM User Guide, "IAM and AWS STS quotas": fixed."""

MANAGED_POLICY_SIZE = 6144
"""IAM User Guide, "IAM and AWS STS quotas": characters of a managed policy, white space not counted. Fixed."""

TRUST_POLICY_SIZE = Quota(default=2048, maximum=8192)
"""IAM User Guide, "IAM and AWS STS quotas": characters of a role trust policy, white space not counted."""

QUOTAS: Mapping[str, Quota] = {
    "access-keys-per-user": Quota(default=2, maximum=2),
    "boundaries-per-identity": Quota(default=1, maximum=1),
    "client-ids-per-oidc-provider": Quota(default=100, maximum=100),
    "groups-per-account": Quota(default=300, maximum=500),
    "groups-per-user": Quota(default=GROUPS_PER_USER, maximum=GROUPS_PER_USER),
    "group-inline-policy-size": Quota(default=5120, maximum=5120),
    "identity-providers-per-saml-provider": Quota(default=10, maximum=10),
    "instance-profiles-per-account": Quota(default=1000, maximum=10_000),
    "keys-per-saml-provider": Quota(default=10, maximum=10),
    "managed-policies-per-account": Quota(default=1500, maximum=10_000),
    "managed-policies-per-group": MANAGED_POLICIES_PER_GROUP,
    "managed-policies-per-role": MANAGED_POLICIES_PER_ROLE,
    "managed-policies-per-user": MANAGED_POLICIES_PER_USER,
    "managed-policy-size": Quota(default=MANAGED_POLICY_SIZE, maximum=MANAGED_POLICY_SIZE),
    "mfa-devices-per-user": Quota(default=8, maximum=8),
    "oidc-providers-per-account": Quota(default=100, maximum=700),
    "role-inline-policy-size": Quota(default=10_240, maximum=10_240),
    "roles-per-account": Quota(default=1000, maximum=10_000),
    "roles-per-instance-profile": Quota(default=1, maximum=1),
    "saml-providers-per-account": Quota(default=100, maximum=100),
    "server-certificates-per-account": Quota(default=20, maximum=1000),
    "session-policy-size": Quota(default=2048, maximum=2048),
    "tags-per-resource": Quota(default=50, maximum=50),
    "thumbprints-per-oidc-provider": Quota(default=5, maximum=5),
    "trust-policy-size": TRUST_POLICY_SIZE,
    "user-inline-policy-size": Quota(default=2048, maximum=2048),
    "users-per-account": Quota(default=5000, maximum=5000),
    "virtual-mfa-devices-per-account": Quota(default=5000, maximum=5000),
}
"""By name. IAM User Guide, "IAM and AWS STS quotas"; where its editions differ, the larger number. Of a
provider's lists: IAM API Reference, CreateOpenIDConnectProvider; of a session policy: STS API Reference, AssumeRole."""
