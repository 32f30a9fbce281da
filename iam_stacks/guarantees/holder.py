"""A principal with those of its statements that are about some actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from iam_stacks.account.model import Policy
from iam_stacks.account.questions.subject import Subject
from iam_stacks.guarantees.numbering import Numbering
from iam_stacks.policy.caller import parse_caller
from iam_stacks.policy.context import context_of
from iam_stacks.policy.layers import BOUNDARY, IDENTITY, Entry, entries
from iam_stacks.policy.statement import Statement
from iam_stacks.policy.variables import Context

_WHO = ("aws:principal", "aws:user")
"""How the condition keys begin that say who somebody is: aws:PrincipalArn, aws:PrincipalTag, aws:username, ..."""


@dataclass(frozen=True, eq=False)
class Held:
    """A statement that a principal has.

    Attributes:
        entry: the statement.
        actions: what it is about, of the actions in question.
    """

    entry: Entry
    actions: int


@dataclass(frozen=True)
class Holder:
    """A principal and its statements.

    Attributes:
        subject: the principal.
        identity: the statements of its identity-based policies.
        boundary: those of its boundary.
        known: the condition keys that are known of its requests.
    """

    subject: Subject
    identity: tuple[Held, ...]
    boundary: tuple[Held, ...]
    known: Context = field(init=False)

    def __post_init__(self) -> None:
        """Put together what is known."""
        owner = parse_caller(self.subject.caller).account
        known = {
            "aws:resourceaccount": owner,
            **parse_caller(self.subject.caller).derived,
            **context_of(self.subject.context),
        }
        object.__setattr__(self, "known", known)

    @property
    def sets(self) -> Iterator[int]:
        """The actions that each of its statements is about."""
        return (held.actions for held in (*self.identity, *self.boundary))

    def about(self, actions: int) -> tuple[Entry, ...]:
        """Return the statements that are about some of these actions."""
        return tuple(held.entry for held in (*self.identity, *self.boundary) if held.actions & actions)


class Holders:
    """Finds the statements of principals, each policy being read once."""

    def __init__(self, numbering: Numbering) -> None:
        """Prepare to read.

        Args:
            numbering: the actions in question.
        """
        self._numbering = numbering
        # The policies are kept, so that their ids stay theirs.
        self._held: dict[tuple[str, int], tuple[Policy, tuple[Held, ...]]] = {}
        self._allowed: dict[int, tuple[Policy, int]] = {}
        self._personal: dict[int, tuple[Policy, bool]] = {}

    def of(self, subject: Subject) -> Holder:
        """Return a principal with its statements."""
        boundary = (subject.boundary,) if subject.boundary else ()
        return Holder(subject, self._all(IDENTITY, subject.policies), self._all(BOUNDARY, boundary))

    def may_be_allowed(self, subject: Subject) -> int:
        """Return the actions that statements with Allow in its policies are about; none is compiled for it."""
        return reduce(or_, map(self._allows, subject.policies), 0)

    def is_personal(self, subject: Subject) -> bool:
        """Tell whether its policies may say different things about those who have them."""
        return any(map(self._is_personal, (*subject.policies, *((subject.boundary,) if subject.boundary else ()))))

    def _all(self, layer: str, policies: tuple[Policy, ...]) -> tuple[Held, ...]:
        return tuple(held for policy in policies for held in self._of(layer, policy))

    def _of(self, layer: str, policy: Policy) -> tuple[Held, ...]:
        key = (layer, id(policy))
        if key not in self._held:
            listed = (
                Held(entry, self._numbering.about(entry.rule.statement))
                for entry in entries(layer, policy.name, policy.document)
            )
            self._held[key] = (policy, tuple(held for held in listed if held.actions))
        return self._held[key][1]

    def _is_personal(self, policy: Policy) -> bool:
        if id(policy) not in self._personal:
            self._personal[id(policy)] = (policy, any(map(is_personal, policy.document.statements)))
        return self._personal[id(policy)][1]

    def _allows(self, policy: Policy) -> int:
        if id(policy) not in self._allowed:
            statements = (each for each in policy.document.statements if each.effect == "Allow")
            self._allowed[id(policy)] = (policy, reduce(or_, map(self._numbering.about, statements), 0))
        return self._allowed[id(policy)][1]


def is_personal(statement: Statement) -> bool:
    """Tell whether a statement may say different things about those whom it is about."""
    by_key = any(clause.key.lower().startswith(_WHO) for clause in statement.conditions)
    texts = (*(value for clause in statement.conditions for value in clause.values), *(statement.resources or ()))
    return by_key or any("${" in text for text in (*texts, *(statement.not_resources or ())))
