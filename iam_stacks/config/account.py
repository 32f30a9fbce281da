"""Settings of the account itself in `iam.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool, StrictInt, model_validator

from iam_stacks.config.marks import NEVER_NULL, refuse
from iam_stacks.config.model import Model, Thing
from iam_stacks.config.text import AccountAliasName, EmailAddress
from iam_stacks.policy import limits


class PasswordPolicy(Thing):
    """What the passwords of the account's users must be like."""

    minimum_length: StrictInt = Field(default=14, ge=limits.PASSWORD_LENGTH[0], le=limits.PASSWORD_LENGTH[1])
    """The characters of a password, at least."""
    require_symbols: StrictBool = True
    """Ask for one of the symbols that IAM counts as such."""
    require_numbers: StrictBool = True
    """Ask for a digit."""
    require_uppercase: StrictBool = True
    """Ask for an upper-case letter."""
    require_lowercase: StrictBool = True
    """Ask for a lower-case letter."""
    reuse_prevention: StrictInt | None = Field(default=24, ge=limits.PASSWORD_REUSE[0], le=limits.PASSWORD_REUSE[1])
    """How many former passwords cannot be used again; `null` for none."""
    max_age_days: StrictInt | None = Field(default=90, ge=limits.PASSWORD_AGE[0], le=limits.PASSWORD_AGE[1])
    """After how many days a password must be changed; `null` for never."""
    hard_expiry: StrictBool = False
    """Let nobody in whose password has expired, until an administrator sets another."""
    allow_users_to_change_password: StrictBool = True
    """Let users change their own password, with no policy of theirs saying so."""
    on_delete: limits.OnDelete = "retain"
    """When this is taken out of the file: `retain` the settings, `restore` what the account had before, or `delete`
    them, which leaves AWS's own."""

    @model_validator(mode="after")
    def _expires_if_hard(self) -> PasswordPolicy:
        if self.hard_expiry and self.max_age_days is None:
            raise refuse("hard_expiry goes with max_age_days: without it no password expires")
        return self


class Alias(Thing):
    """The name in the account's sign-in URL."""

    name: AccountAliasName
    """The name, which no other account in the world can have."""
    on_delete: limits.OnDelete = "retain"
    """When this is taken out of the file: `retain` it, `restore` the alias that the account had before, or `delete`
    it."""


class Account(Model):
    """Settings of which an account has one."""

    password_policy: Annotated[PasswordPolicy | None, NEVER_NULL] = None
    """The password policy; `{}` for the default one. Default: whatever the account has stays."""
    alias: Annotated[Alias | None, NEVER_NULL] = None
    """The alias. Default: whatever the account has stays."""
    notify: tuple[EmailAddress, ...] = Field(default=(), json_schema_extra={"uniqueItems": True})
    """E-mail addresses that are told when a key is retired or its rotation fails. AWS asks each to confirm."""

    @property
    def lets_users_change_passwords(self) -> bool:
        """Whether the password policy, and not one of the users' own, lets them change their passwords."""
        return self.password_policy is not None and self.password_policy.allow_users_to_change_password
