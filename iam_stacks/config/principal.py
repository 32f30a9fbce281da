"""What groups, users and roles share in `iam.yaml`."""

from __future__ import annotations

from pydantic import Field

from iam_stacks.config.model import Thing
from iam_stacks.config.text import BoundaryKey, ManagedPolicyName, Path


class Principal(Thing):
    """A path and policies."""

    path: Path = "/"
    """The path in the ARN."""
    policies: tuple[str, ...] = Field(default=(), json_schema_extra={"uniqueItems": True})
    """Keys of `policies:`."""
    managed_policies: tuple[ManagedPolicyName, ...] = Field(default=(), json_schema_extra={"uniqueItems": True})
    """AWS-managed policies, by name and path."""


class BoundedPrincipal(Principal):
    """A principal that can have a boundary."""

    permissions_boundary: BoundaryKey | None = None
    """A key of `boundaries:`, or `false` for none. Default: the one that is the default, if one is; a role of kind
    `break_glass` has none."""

    @property
    def takes_default_boundary(self) -> bool:
        """Whether the default boundary is for principals of this kind."""
        return True
