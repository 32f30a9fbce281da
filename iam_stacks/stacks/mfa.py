"""The policies that deny groups from `iam.yaml` everything without multi-factor authentication."""

from __future__ import annotations

from aws_cdk import Annotations
from constructs import Construct

from iam_stacks.config import Estate, Group
from iam_stacks.constructs.iam_group import IamGroup
from iam_stacks.constructs.iam_user import IamUser
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


def warn_of_group_without_mfa(defined: IamGroup, group: Group) -> None:
    """Say at synthesis that a group enforces nothing."""
    if not group.mfa:
        _warn(
            defined, "group-without-mfa", "mfa: false: whoever has a password or key of a member has all of its rights"
        )


def warn_of_user_without_mfa(defined: IamUser, name: str, estate: Estate) -> None:
    """Say at synthesis that a user has credentials, and no group that asks for more than them."""
    user = estate.users[name]
    if user.has_credentials and not any(estate.groups[key].mfa for key in user.groups):
        _warn(defined, "user-without-mfa", "none of the user's groups enforces MFA: a password or key alone is enough")


def _warn(defined: Construct, rule: str, text: str) -> None:
    Annotations.of(defined).add_warning_v2(f"iam-stacks:{rule}", text)
