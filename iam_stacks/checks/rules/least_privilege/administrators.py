"""Who is an administrator, whatever the policies call it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from iam_stacks.account.model import Group, Role, User
from iam_stacks.account.questions.subject import Subject
from iam_stacks.account.unforeseen import unforeseen
from iam_stacks.checks.once import once
from iam_stacks.checks.rules.least_privilege.asking import Subjects
from iam_stacks.checks.rules.least_privilege.wide import reaches_anything
from iam_stacks.checks.things import receivers
from iam_stacks.checks.views import AccountView, PolicyView, StatementView
from iam_stacks.escalation.powers import LEADING, WRITERS, is_enough
from iam_stacks.policy.decision import ALLOWED

_Reached: TypeAlias = Mapping[PolicyView, Mapping[StatementView, frozenset[str]]]


@dataclass(frozen=True, eq=False)
class Administrator:
    """Somebody who can give anybody any permission.

    Attributes:
        thing: the user or role; a group without members, or None for a policy that nobody has, that would make one.
        policies: the policies that it has.
        statement: the statement that gives most of it.
        action: what it can do, such as `iam:AttachUserPolicy`.
        depends_on: the condition keys that decide whether it can.
    """

    thing: User | Role | Group | None
    policies: tuple[PolicyView, ...]
    statement: StatementView
    action: str
    depends_on: tuple[str, ...]


@once
def administrators(view: AccountView) -> tuple[Administrator, ...]:
    """Return the administrators of an account, and the groups and policies that would make some.

    Somebody is one whose policies allow most of what leads to any permission, on users, groups, roles and policies of
    any name; and of whom a boundary and the policies that deny leave one such action at least. So it does not matter
    how much is spelt with Action and how much with NotAction or a Deny. Whoever is allowed only a few of these actions
    can become an administrator, and is none yet.
    """
    reached = {policy: _reached(policy) for policy in view.policies}
    return tuple(_found(view, {policy: statements for policy, statements in reached.items() if statements}))


@once
def is_administrative(view: StatementView) -> bool:
    """Tell whether a statement alone makes administrators, unless somebody's boundary or another policy denies it."""
    return view.grants and is_enough(_reach(view))


def _found(view: AccountView, reached: _Reached) -> Iterator[Administrator]:
    subjects = Subjects(view)
    for thing, policies in _candidates(view, subjects, reached):
        reach = {statement: actions for policy in policies for statement, actions in reached[policy].items()}
        everything = frozenset().union(*reach.values())
        if not is_enough(everything):
            continue
        subject = subjects.of(thing) if thing else subjects.stranger(policies[0])
        surest = _surest(view, subjects, subject, everything)
        if surest:
            most = max(reach, key=lambda statement: len(reach[statement]))
            yield Administrator(thing, policies, most, *surest)


def _candidates(
    view: AccountView, subjects: Subjects, reached: _Reached
) -> Iterator[tuple[User | Role | Group | None, tuple[PolicyView, ...]]]:
    """Yield whom these policies are attached to, each with them; None for a policy that nobody has."""
    held: dict[str, list[PolicyView]] = defaultdict(list)
    for policy in reached:
        for receiver in receivers(policy):
            held[receiver.arn].append(policy)
    for thing in (*view.principals, *subjects.empty_groups):
        owners = (thing,) if isinstance(thing, Group) else (thing, *thing.groups)
        yield thing, tuple(policy for owner in owners for policy in held.get(owner.arn, ()))
    yield from ((None, (policy,)) for policy in reached if not policy.holders)


def _surest(
    view: AccountView, subjects: Subjects, subject: Subject, reach: frozenset[str]
) -> tuple[str, tuple[str, ...]] | None:
    """Return an action that is left, and the condition keys that decide about it: one that needs none, if there is."""
    possible = []
    for action in (writer for writer in WRITERS if writer in reach):
        (resource,) = unforeseen(view.account, action)
        decision = subjects.decide(subject, action, resource)
        if decision.outcomes == (ALLOWED,):
            return action, ()
        if ALLOWED in decision.outcomes:
            possible.append((action, decision.depends_on))
    return min(possible, key=lambda each: len(each[1]), default=None)


def _reached(policy: PolicyView) -> dict[StatementView, frozenset[str]]:
    found = ((statement, _reach(statement)) for statement in policy.statements if statement.grants)
    return {statement: actions for statement, actions in found if actions}


def _reach(view: StatementView) -> frozenset[str]:
    """Return the actions that lead to any permission, and that a statement is about on whatever resource."""
    return frozenset(action for action in LEADING & view.reach if reaches_anything(view, action))
