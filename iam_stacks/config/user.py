"""Users in `iam.yaml`."""

from __future__ import annotations

from pydantic import StrictBool

from iam_stacks.config.group import Principal
from iam_stacks.config.text import TagKey, TagValue


class User(Principal):
    """A user; its key is the user's name."""

    groups: tuple[str, ...] = ()
    """Keys of `groups:` that the user is a member of."""
    console_access: StrictBool = False
    """Make a one-time password, in a secret, which the user must change at the first sign-in."""
    programmatic_access: StrictBool = False
    """Make an access key, in a secret."""
    tags: dict[TagKey, TagValue] = {}
    """Tags of the user."""
