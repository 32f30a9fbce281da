"""What groups, users and roles share in `iam.yaml`."""

from __future__ import annotations

from pydantic import Field

from iam_stacks.config.model import Thing
from iam_stacks.config.text import ManagedPolicyName, Path


class Principal(Thing):
    """A path and policies."""

    path: Path = "/"
    """The path in the ARN."""
    policies: tuple[str, ...] = Field(default=(), json_schema_extra={"uniqueItems": True})
    """Keys of `policies:`."""
    managed_policies: tuple[ManagedPolicyName, ...] = Field(default=(), json_schema_extra={"uniqueItems": True})
    """AWS-managed policies, by name and path."""
