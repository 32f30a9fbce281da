"""The questions that an account answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from iam_stacks.account import service_data
from iam_stacks.account.error import AccountError
from iam_stacks.account.model import Policy
from iam_stacks.account.questions import actions
from iam_stacks.account.questions.access import Access, Asker, Question
from iam_stacks.account.questions.subjects import subject_of, subjects_of
from iam_stacks.policy.arn import split_arn
from iam_stacks.policy.context import ContextValue
from iam_stacks.policy.decision import Decision, Reason
from iam_stacks.policy.explanation import Considered
from iam_stacks.policy.symbol import is_symbol, show_symbols

if TYPE_CHECKING:
    from iam_stacks.account.account import Account

Context = Mapping[str, ContextValue]


def can(
    account: Account, principal: str, action: str, resource: str, context: Context, unknown: Sequence[str]
) -> Access:
    """Answer whether a principal can do something; see `Account.can`."""
    subject = subject_of(account, principal)
    decision = Asker(_question(account, action, resource, context, unknown)).decide(subject)
    return Access(show_symbols(subject.arn), _shown(decision))


def who_can(
    account: Account, action: str, resource: str, context: Context, unknown: Sequence[str]
) -> tuple[Access, ...]:
    """Answer who can do something; see `Account.who_can`."""
    question = _question(account, action, resource, context, unknown)
    asker = Asker(question)
    everyone = subjects_of(account, question.resource_policies)
    found = (Access(show_symbols(subject.arn), asker.decide(subject)) for subject in everyone)
    possible = [replace(access, decision=_shown(access.decision)) for access in found if access.possible]
    return tuple(sorted(possible, key=lambda access: access.principal))


def actions_of(account: Account, principal: str, context: Context, unknown: Sequence[str]) -> actions.Actions:
    """Answer what a principal can do; see `Account.actions_of`."""
    identity = account.principal(principal)
    return actions.actions_of(identity, account_id=account.account_id, context=_read(account, context), unknown=unknown)


def why(
    account: Account, principal: str, action: str, resource: str, context: Context, unknown: Sequence[str]
) -> tuple[Access, tuple[Considered, ...]]:
    """Answer why a principal can do something, or cannot; see `Account.why`."""
    subject = subject_of(account, principal)
    asker = Asker(_question(account, action, resource, context, unknown), everything=True)
    considered = tuple(
        replace(each, policy=show_symbols(each.policy), sid=_shown_sid(each), because=show_symbols(each.because))
        for each in asker.consider(subject)
    )
    return Access(show_symbols(subject.arn), _shown(asker.decide(subject))), considered


def _question(account: Account, action: str, resource: str, context: Context, unknown: Sequence[str]) -> Question:
    known = service_data.canonical_action(action)
    if known is None:
        close = service_data.close_actions(action)
        hint = f"; there is {' or '.join(close)}" if close else ""
        raise AccountError(f"there is no action {action!r}{hint}")
    arn = account.read(resource)
    _require_known_account(account, resource, arn)
    return Question(
        action=known,
        resource=arn,
        resource_account=_owner(account, arn),
        resource_policies=_guards(account, known, arn),
        context=_read(account, context),
        unknown=unknown,
    )


def _require_known_account(account: Account, given: str, resource: str) -> None:
    """Refuse the ARN of a resource that was read, but with an account of which nobody knows whether it is this one."""
    arn = split_arn(resource)
    if arn is None or not is_symbol(account.account_id) or not arn.account.isdecimal():
        return
    ours = resource.replace(f":{arn.account}:", f":{account.account_id}:", 1)
    if account.resource_policies_of(ours) or any(role.arn == ours for role in account.roles):
        unknown = "may be of this account, whose id is not known; give --account, or ${AWS::AccountId} in its place"
        raise AccountError(f"{given!r} {unknown}")


def _read(account: Account, context: Context) -> Context:
    return {key: account.read(value) if isinstance(value, str) else value for key, value in context.items()}


def _owner(account: Account, resource: str) -> str:
    """Return the account of a resource. ARNs of S3 do not say it, nor do those of AWS's policies, and `*`: then it is
    the account that was read.

    Raises:
        AccountError: the resource is neither an ARN nor `*`.
    """
    arn = split_arn(resource)
    if arn is None and resource != "*":
        raise AccountError(f"resource {show_symbols(resource)!r} is not one; give an ARN, or *")
    return account.account_id if arn is None or arn.account in ("", "aws") else arn.account


def _guards(account: Account, action: str, resource: str) -> tuple[Policy, ...]:
    if action.startswith("sts:"):
        return tuple(role.trust for role in account.roles if role.arn == resource and role.trust)
    return tuple(guard.policy for guard in account.resource_policies_of(resource))


def _shown(decision: Decision) -> Decision:
    reasons = (replace(each, policy=show_symbols(each.policy), sid=_shown_sid(each)) for each in decision.reasons)
    depends_on = sorted(map(show_symbols, decision.depends_on))
    return replace(decision, depends_on=tuple(depends_on), reasons=tuple(reasons))


def _shown_sid(stated: Reason | Considered) -> str | None:
    return stated.sid and show_symbols(stated.sid)
