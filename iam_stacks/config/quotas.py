"""Quotas that AWS has raised for the account, in `iam.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field, StrictInt

from iam_stacks.config.model import Model
from iam_stacks.policy import limits


def _between(name: str) -> Any:
    """Return the field of a quota: its default, and what AWS may make of it."""
    quota = limits.QUOTAS[name]
    return Field(default=quota.default, ge=quota.default, le=quota.maximum)


class Quotas(Model):
    """What the account's Service Quotas say, where that is more than the default."""

    trust_policy_size: StrictInt = _between("trust-policy-size")
    """The characters of a role's trust policy."""
    managed_policies_per_role: StrictInt = _between("managed-policies-per-role")
    """The managed policies that can be attached to a role."""
    managed_policies_per_user: StrictInt = _between("managed-policies-per-user")
    """The managed policies that can be attached to a user."""
    groups_per_account: StrictInt = _between("groups-per-account")
    """The groups of the account."""
    roles_per_account: StrictInt = _between("roles-per-account")
    """The roles of the account."""
    managed_policies_per_account: StrictInt = _between("managed-policies-per-account")
    """The customer managed policies of the account."""
    instance_profiles_per_account: StrictInt = _between("instance-profiles-per-account")
    """The instance profiles of the account."""
    server_certificates_per_account: StrictInt = _between("server-certificates-per-account")
    """The server certificates that IAM keeps."""
    oidc_providers_per_account: StrictInt = _between("oidc-providers-per-account")
    """The OpenID Connect providers of the account."""

    @property
    def raised(self) -> Mapping[str, int]:
        """What the file says, by the names that checks have: `trust-policy-size`."""
        return {name.replace("_", "-"): quota for name, quota in self.model_dump(exclude_unset=True).items()}
