"""The questions that an account answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from iam_stacks.account import actions, service_data
from iam_stacks.account.access import Access, Asker, Question
from iam_stacks.account.error import AccountError
from iam_stacks.account.model import Policy
from iam_stacks.account.subject import Subject, inside, named_outside, outside
from iam_stacks.policy.arn import split_arn
from iam_stacks.policy.caller import ROOT, Caller, parse_caller
from iam_stacks.policy.context import ContextValue
from iam_stacks.policy.decision import Decision, Reason
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.explanation import Considered
from iam_stacks.policy.symbol import is_symbol, show_symbols

if TYPE_CHECKING:
    from iam_stacks.account.account import Account

Context = Mapping[str, ContextValue]


def can(
    account: Account, principal: str, action: str, resource: str, context: Context, unknown: Sequence[str]
) -> Access:
    """Answer whether a principal can do something; see `Account.can`."""
    subject = _subject(account, principal)
    decision = Asker(_question(account, action, resource, context, unknown)).decide(subject)
    return Access(show_symbols(subject.arn), _shown(decision))


def who_can(
    account: Account, action: str, resource: str, context: Context, unknown: Sequence[str]
) -> tuple[Access, ...]:
    """Answer who can do something; see `Account.who_can`."""
    question = _question(account, action, resource, context, unknown)
    asker = Asker(question)
    everyone = [*_identities(account), *_strangers(account, question.resource_policies)]
    found = (Access(show_symbols(subject.arn), asker.decide(subject)) for subject in everyone)
    possible = [replace(access, decision=_shown(access.decision)) for access in found if access.possible]
    return tuple(sorted(possible, key=lambda access: access.principal))


def actions_of(account: Account, principal: str, context: Context, unknown: Sequence[str]) -> actions.Actions:
    """Answer what a principal can do; see `Account.actions_of`."""
    identity = account.principal(principal)
    return actions.actions_of(identity, account_id=account.account_id, context=context, unknown=unknown)


def why(
    account: Account, principal: str, action: str, resource: str, context: Context, unknown: Sequence[str]
) -> tuple[Access, tuple[Considered, ...]]:
    """Answer why a principal can do something, or cannot; see `Account.why`."""
    subject = _subject(account, principal)
    asker = Asker(_question(account, action, resource, context, unknown), everything=True)
    considered = tuple(
        replace(each, policy=show_symbols(each.policy), because=show_symbols(each.because))
        for each in asker.consider(subject)
    )
    return Access(show_symbols(subject.arn), _shown(asker.decide(subject))), considered


def _question(account: Account, action: str, resource: str, context: Context, unknown: Sequence[str]) -> Question:
    if not service_data.action_exists(action):
        close = service_data.close_actions(action)
        hint = f"; there is {' or '.join(close)}" if close else ""
        raise AccountError(f"there is no action {action!r}{hint}")
    arn = account.read(resource)
    return Question(
        action=action,
        resource=arn,
        resource_account=_owner(account, arn),
        resource_policies=_guards(account, action, arn),
        context=context,
        unknown=unknown,
    )


def _owner(account: Account, resource: str) -> str:
    """Return the account of a resource. ARNs of S3, and `*`, do not say it: then it is the account that was read."""
    arn = split_arn(resource)
    return arn.account if arn and arn.account else account.account_id


def _guards(account: Account, action: str, resource: str) -> tuple[Policy, ...]:
    if action.lower().startswith("sts:"):
        return tuple(role.trust for role in account.roles if role.arn == resource and role.trust)
    return tuple(guard.policy for guard in account.resource_policies_of(resource))


def _subject(account: Account, name: str) -> Subject:
    try:
        caller = parse_caller(account.read(name))
    except PolicyError:  # it is no ARN, but what people call a user or role of the account
        return inside(account.principal(name))
    if caller.account != account.account_id:
        _require_known_stranger(account, caller, name)
        return outside(caller.arn, partition=account.partition)
    if caller.kind == ROOT:
        return Subject(arn=caller.arn, caller=caller.arn)
    return inside(account.principal(name), session=caller.arn if caller.parent else None)


def _require_known_stranger(account: Account, caller: Caller, name: str) -> None:
    """Refuse an ARN of which nobody knows whether it is of this account, unless a policy names it."""
    if not is_symbol(account.account_id) or not caller.is_identity:
        return
    trusts = (role.trust for role in account.roles if role.trust)
    policies = (*trusts, *(guard.policy for guard in account.resource_policies))
    if {"*", caller.arn, caller.root_arn, caller.account}.isdisjoint(named_outside(each.document for each in policies)):
        raise AccountError(
            f"{name!r} may be of this account, whose id is not known; give --account, or user/NAME or role/NAME"
        )


def _identities(account: Account) -> Iterator[Subject]:
    yield from map(inside, account.users)
    yield from map(inside, account.roles)


def _strangers(account: Account, guards: Sequence[Policy]) -> Iterator[Subject]:
    """Yield those outside the account whom the resource's policies name."""
    for name in named_outside(guard.document for guard in guards):
        try:
            subject = outside(name, partition=account.partition)
        except PolicyError:  # the id of a deleted principal, which nobody can be any more
            continue
        if parse_caller(subject.caller).account != account.account_id:
            yield subject


def _shown(decision: Decision) -> Decision:
    reasons = (Reason(show_symbols(each.policy), each.statement, each.sid, each.effect) for each in decision.reasons)
    return replace(decision, reasons=tuple(reasons))
