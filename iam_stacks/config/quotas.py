"""Quotas that AWS has raised for the account, in `iam.yaml`."""

from __future__ import annotations

from pydantic import Field, StrictInt

from iam_stacks.config.model import Model
from iam_stacks.policy import limits


class Quotas(Model):
    """What the account's Service Quotas say, where that is more than the default."""

    trust_policy_size: StrictInt = Field(
        default=limits.TRUST_POLICY_SIZE.default,
        ge=limits.TRUST_POLICY_SIZE.default,
        le=limits.TRUST_POLICY_SIZE.maximum,
    )
    """The characters of a role's trust policy."""
    managed_policies_per_role: StrictInt = Field(
        default=limits.MANAGED_POLICIES_PER_ROLE.default,
        ge=limits.MANAGED_POLICIES_PER_ROLE.default,
        le=limits.MANAGED_POLICIES_PER_ROLE.maximum,
    )
    """The managed policies that can be attached to a role."""
    managed_policies_per_user: StrictInt = Field(
        default=limits.MANAGED_POLICIES_PER_USER.default,
        ge=limits.MANAGED_POLICIES_PER_USER.default,
        le=limits.MANAGED_POLICIES_PER_USER.maximum,
    )
    """The managed policies that can be attached to a user."""
