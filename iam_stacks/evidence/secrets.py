"""Passwords and secrets that templates have, and who may go on with the first one."""

from __future__ import annotations

from collections.abc import Mapping

from iam_stacks.account.model import Declared
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Claim, Shown, all_of, claimed
from iam_stacks.evidence.values import flag

IN_CLEAR = ("password-in-clear", "secret-in-output")
_PROFILE = "LoginProfile"


def no_secrets_in_clear(records: Records) -> Shown:
    """Return whether whoever reads a template or describes a stack reads no secret."""
    holding = [*_with_password(records), *records.declared("AWS::SecretsManager::Secret")]
    return Shown(by=tuple(map(called, holding)), against=records.found(*IN_CLEAR))


def first_passwords_changed(records: Records) -> Shown:
    """Return whether users must change the password that others have set."""
    return all_of(claimed(called(user), [_must_change(user)]) for user in _with_password(records))


def _with_password(records: Records) -> list[Declared]:
    return [each for each in records.declared("AWS::IAM::User") if _PROFILE in each.properties]


def _must_change(user: Declared) -> Claim:
    profile = user.properties[_PROFILE]
    required = flag(profile.get("PasswordResetRequired", False)) if isinstance(profile, Mapping) else None
    return required, "need not change the first password"
