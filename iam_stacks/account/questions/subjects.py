"""Who is meant by a name, and who is there to be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from iam_stacks.account.error import AccountError
from iam_stacks.account.model import Policy, Role, User
from iam_stacks.account.questions.subject import Subject, inside, named_outside, outside
from iam_stacks.policy.caller import ANYONE, ROOT, SERVICE, Caller, parse_caller
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.symbol import is_symbol

if TYPE_CHECKING:
    from iam_stacks.account.account import Account


_SERVICES = (".amazonaws.com", ".amazonaws.com.cn", ".amazon.com")
"""How the names of services end. IAM User Guide, "AWS JSON policy elements: Principal", "AWS service principals"."""


def subject_of(account: Account, name: str) -> Subject:
    """Return who is meant by a name.

    Args:
        account: the account.
        name: as `Account.can` has it.

    Raises:
        AccountError: nobody is, or more than one; or it may be somebody of the account or not.
    """
    if name.count(".") == 1 and ":" not in name:  # Stack.LogicalId: names of services have two dots or more
        return inside(account.principal(name))
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


def subjects_of(account: Account, guards: Sequence[Policy]) -> Iterator[Subject]:
    """Yield the users and roles of an account, and whom the policies of a resource name besides: those outside the
    account, those not in what was read of it, and sessions of its roles. Its root user is not among them.
    """
    identities: tuple[User | Role, ...] = (*account.users, *account.roles)
    yield from map(inside, identities)
    asked = {account.account_id, *(identity.arn for identity in identities)}
    for name in named_outside(guard.document for guard in guards):
        if name in asked:
            continue
        try:
            subject = outside(name, partition=account.partition)
        except PolicyError:  # the id of a deleted principal, which nobody can be any more
            continue
        if subject.arn in asked:
            continue
        asked.add(subject.arn)
        if parse_caller(subject.caller).account != account.account_id:
            yield subject
        elif ANYONE not in subject.caller:
            yield _session(account, subject)


def _require_known_stranger(account: Account, caller: Caller, name: str) -> None:
    """Refuse an ARN of which nobody knows whether it is of this account, unless a policy names it."""
    unsure = caller.is_identity and is_symbol(account.account_id)
    strange = caller.kind == SERVICE and not caller.name.endswith(_SERVICES)
    if not unsure and not strange:
        return
    trusts = (role.trust for role in account.roles if role.trust)
    policies = (*trusts, *(guard.policy for guard in account.resource_policies))
    if {"*", caller.arn, caller.root_arn, caller.account}.isdisjoint(named_outside(each.document for each in policies)):
        raise AccountError(
            f"{name!r} may be of this account, whose id is not known; give --account, or user/NAME or role/NAME"
            if unsure
            else f"there is no user, role or service {name!r}"
        )


def _session(account: Account, subject: Subject) -> Subject:
    """Return a session of a role with the role's policies; who was not read has what the resource's policy grants."""
    try:
        return inside(account.principal(subject.caller), session=subject.caller)
    except AccountError:
        return replace(subject, policies=())
