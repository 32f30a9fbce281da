"""Whether a user can act without MFA."""

from __future__ import annotations

from collections.abc import Iterable

from iam_stacks.account.model import User
from iam_stacks.checks.rules.mfa.requests import ACCESS_KEY, SESSION, asks_for_mfa, is_about, mfa_clauses
from iam_stacks.policy import mfa
from iam_stacks.policy.statement import Statement

_SETTING_UP = frozenset(
    action.lower()
    for action in (
        *(*mfa.READ_ONESELF, *mfa.ENABLE_DEVICE, *mfa.CREATE_DEVICE, *mfa.DELETE_DEVICE, *mfa.LIST_DEVICES),
        *(*mfa.CHANGE_PASSWORD, *mfa.READ_PASSWORD, *mfa.READ_PASSWORD_POLICY, *mfa.BEGIN_SESSION),
    )
)
"""What it takes to set up MFA, and to change the one-time password before."""
_READING = ("iam:get", "iam:list", "sts:get")
_BY_SERVICES = "aws:viaawsservice"


def needs_mfa(user: User) -> bool | None:
    """Tell whether a user is denied everything without MFA but to set it up; None if not all policies were read."""
    policies = user.all_policies
    if any(_denies(statement) for policy in policies for statement in policy.document.statements):
        return True
    attached = {*user.attached, *(arn for group in user.groups for arn in group.attached)}
    unread = attached - {policy.name for policy in policies} or len(user.groups) < len(user.group_names)
    return None if unread else False


def _denies(statement: Statement) -> bool:
    rest = {clause.key.lower() for clause in statement.conditions if clause not in mfa_clauses(statement)}
    return (
        statement.effect == "Deny"
        and asks_for_mfa(statement)
        and is_about(statement, SESSION)
        and is_about(statement, ACCESS_KEY)
        and rest <= {_BY_SERVICES}
        and "*" in (statement.resources or ())
        and ("*" in (statement.actions or ()) or _spares_little(statement.not_actions or ("*",)))
    )


def _spares_little(actions: Iterable[str]) -> bool:
    return all(action.lower() in _SETTING_UP or action.lower().startswith(_READING) for action in actions)
