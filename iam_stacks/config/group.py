"""Groups in `iam.yaml`."""

from __future__ import annotations

from iam_stacks.config.principal import Principal


class Group(Principal):
    """A group; its key is its name. Users say which groups they are in."""
