"""Whether a user can act without MFA."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from iam_stacks.account.model import Policy, User
from iam_stacks.checks.rules.mfa.requests import ACCESS_KEY, SESSION, asks_for_mfa, is_about, mfa_clauses
from iam_stacks.evidence.memberships import perhaps_in
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Shown, all_of, claimed
from iam_stacks.policy import mfa
from iam_stacks.policy.condition import compile_clause
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
_DIRECTLY = {"aws:viaawsservice": "false"}
"""All that is known of any request that no service makes for somebody."""


def with_mfa(records: Records) -> Shown:
    """Return whether each user is denied everything without MFA but to set it up."""
    return all_of(
        claimed(called(user), [(needs_mfa(user, _doubted(records, user)), "can act without MFA")])
        for user in records.account.users
    )


def needs_mfa(user: User, doubted: Collection[str]) -> bool | None:
    """Tell whether a user is denied everything without MFA but to set it up; None if that is not known.

    Args:
        user: the user. What its boundary denies is denied too.
        doubted: the ARNs and logical ids of what may not be there, or not be the user's.
    """
    own = (*user.policies, *((user.boundary,) if user.boundary else ()))
    sure = [*own, *(policy for group in user.groups if group.arn not in doubted for policy in group.policies)]
    if any(_asks(policy) for policy in sure if not {policy.name, policy.name.partition("/")[0]} & {*doubted}):
        return True
    policies = (*own, *user.all_policies)
    attached = {*user.attached, *(arn for group in user.groups for arn in group.attached)}
    unread = attached - {policy.name for policy in policies} or len(user.groups) < len(user.group_names)
    return None if unread or any(map(_asks, policies)) else False


def _doubted(records: Records, user: User) -> frozenset[str]:
    perhaps = perhaps_in(records, user)
    return records.doubted | {group.arn for group in user.groups if group.name in perhaps}


def _asks(policy: Policy) -> bool:
    return any(map(_denies, policy.document.statements))


def _denies(statement: Statement) -> bool:
    rest = [clause for clause in statement.conditions if clause not in mfa_clauses(statement)]
    return (
        statement.effect == "Deny"
        and asks_for_mfa(statement)
        and is_about(statement, SESSION)
        and is_about(statement, ACCESS_KEY)
        and all(compile_clause(clause, variables=False).holds(_DIRECTLY) for clause in rest)
        and "*" in (statement.resources or ())
        and ("*" in (statement.actions or ()) or _spares_little(statement.not_actions or ("*",)))
    )


def _spares_little(actions: Iterable[str]) -> bool:
    return all(action.lower() in _SETTING_UP or action.lower().startswith(_READING) for action in actions)
