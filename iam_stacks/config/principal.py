"""What groups, users and roles share in `iam.yaml`."""

from __future__ import annotations

from iam_stacks.config.model import Thing
from iam_stacks.config.text import ManagedPolicyName, Path


class Principal(Thing):
    """A path and policies."""

    path: Path = "/"
    """The path in the ARN."""
    policies: tuple[str, ...] = ()
    """Keys of `policies:`."""
    managed_policies: tuple[ManagedPolicyName, ...] = ()
    """AWS-managed policies, by name and path."""
