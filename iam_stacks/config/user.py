"""Users in `iam.yaml`."""

from __future__ import annotations

from pydantic import Field, StrictBool, model_validator

from iam_stacks.config.marks import refuse
from iam_stacks.config.principal import BoundedPrincipal
from iam_stacks.config.text import TagKey, TagValue
from iam_stacks.policy.limits import GROUPS_PER_USER, PATTERN_CHARACTERS


class User(BoundedPrincipal):
    """A user; its key is the user's name."""

    groups: tuple[str, ...] = Field(default=(), json_schema_extra={"uniqueItems": True, "maxItems": GROUPS_PER_USER})
    """Keys of `groups:` that the user is a member of."""
    console_access: StrictBool = False
    """Make a one-time password, in a secret, which the user must change at the first sign-in."""
    programmatic_access: StrictBool = False
    """Make an access key, in a secret."""
    tags: dict[TagKey, TagValue] = {}
    """Tags of the user."""

    @model_validator(mode="after")
    def _fits_into_groups(self) -> User:
        if len(self.groups) + self.console_access > GROUPS_PER_USER:
            taken = " and console access takes one of them" if self.console_access else ""
            raise refuse(f"a user can be in {GROUPS_PER_USER} groups{taken}; given {len(self.groups)}")
        return self

    @model_validator(mode="after")
    def _has_a_path_that_is_no_pattern(self) -> User:
        if self.console_access and PATTERN_CHARACTERS & set(self.path):
            raise refuse("with console access, the path stands in a policy: it cannot have *, ? or $")
        return self
