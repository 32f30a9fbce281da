"""The policies that deny groups from `iam.yaml` everything without multi-factor authentication."""

from __future__ import annotations

from constructs import Construct

from iam_stacks.config import Estate
from iam_stacks.constructs.mfa_policy import MfaPolicy

_IDS = {"allow_password_change": "AllowPasswordChange", "strict": "Strict"}


def define_mfa_policies(scope: Construct, estate: Estate) -> dict[str, MfaPolicy]:
    """Define one policy for each way of a first sign-in that a group asks for, about the paths of its members."""
    asked = dict.fromkeys(group.first_login for group in estate.groups.values() if group.mfa)
    return {
        first_login: MfaPolicy(
            scope, _IDS[first_login], first_login=first_login, user_paths=_paths(estate, first_login)
        )
        for first_login in asked
    }


def _paths(estate: Estate, first_login: str) -> list[str]:
    groups = {name for name, group in estate.groups.items() if group.mfa and group.first_login == first_login}
    return sorted({user.path for user in estate.users.values() if groups & set(user.groups)}) or ["/"]
