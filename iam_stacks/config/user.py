"""Users in `iam.yaml`."""

from __future__ import annotations

import math

from pydantic import Field, StrictBool, StrictInt, model_validator

from iam_stacks.config.marks import refuse
from iam_stacks.config.model import Model
from iam_stacks.config.principal import BoundedPrincipal
from iam_stacks.config.text import CredentialReason, TagKey, TagValue
from iam_stacks.policy.limits import ACCESS_KEY_AGE, GROUPS_PER_USER, PATTERN_CHARACTERS


class AccessKeyRotation(Model):
    """How an access key is replaced."""

    every_days: StrictInt = Field(default=60, ge=ACCESS_KEY_AGE[0], le=ACCESS_KEY_AGE[1])
    """How often, in days. By default a key is off before it is 90 days old, even if it was hard to give up."""
    grace_hours: StrictInt = Field(default=24, ge=1)
    """For how many hours the old key works beside the new one, at least: as long as it is used it stays, and this is
    reported."""
    delete_after_days: StrictInt = Field(default=7, ge=1)
    """How many days after it was switched off the old key is deleted."""

    @model_validator(mode="after")
    def _is_done_before_the_next(self) -> AccessKeyRotation:
        if self.grace_hours + 24 * self.delete_after_days >= 24 * self.every_days:
            raise refuse(
                f"with grace_hours {self.grace_hours} and delete_after_days {self.delete_after_days}, the old key is "
                f"still there after {self.every_days} days, when the next rotation is due"
            )
        return self

    @property
    def oldest_days(self) -> int:
        """How many days after it was made a key that nobody uses any more is gone, at the latest."""
        return self.every_days + math.ceil(self.grace_hours / 24) + self.delete_after_days


class User(BoundedPrincipal):
    """A user; its key is the user's name."""

    groups: tuple[str, ...] = Field(default=(), json_schema_extra={"uniqueItems": True, "maxItems": GROUPS_PER_USER})
    """Keys of `groups:` that the user is a member of."""
    console_access: StrictBool = False
    """Make a one-time password, in a secret, which the user must change at the first sign-in."""
    programmatic_access: StrictBool = False
    """Make an access key, in a secret, and rotate it."""
    access_key_rotation: AccessKeyRotation | None = None
    """How the access key is rotated. Default: every 60 days."""
    rotation_exemption: CredentialReason | None = None
    """Why the access key is not rotated. Default: it is."""
    console_user_with_key: CredentialReason | None = None
    """Why the user has both console access and an access key, which is otherwise an error."""
    force_destroy: StrictBool = False
    """When the user is taken out of the file, delete the credentials that people made outside of it too: with them,
    AWS does not delete the user."""
    tags: dict[TagKey, TagValue] = {}
    """Tags of the user."""

    @model_validator(mode="after")
    def _has_one_kind_of_access(self) -> User:
        both = self.console_access and self.programmatic_access
        if both and self.console_user_with_key is None:
            raise refuse(
                "a console user has no access key from the start (CIS AWS Foundations Benchmark 3.0, 1.11); use a "
                "role, a second user, or say in console_user_with_key why this user has both"
            )
        if self.console_user_with_key is not None and not both:
            raise refuse("console_user_with_key goes with console_access and programmatic_access")
        return self

    @model_validator(mode="after")
    def _rotates_what_it_has(self) -> User:
        for key in ("access_key_rotation", "rotation_exemption"):
            if getattr(self, key) is not None and not self.programmatic_access:
                raise refuse(f"{key} goes with programmatic_access")
        if self.access_key_rotation and self.rotation_exemption is not None:
            raise refuse("a key that is exempt from rotation is not rotated: give one of the two")
        return self

    @model_validator(mode="after")
    def _has_a_path_that_is_no_pattern(self) -> User:
        if PATTERN_CHARACTERS & set(self.path):
            raise refuse("the path of a user stands in policies: it cannot have *, ? or $")
        return self

    @property
    def has_credentials(self) -> bool:
        """Whether the user can sign in or sign requests."""
        return self.console_access or self.programmatic_access
