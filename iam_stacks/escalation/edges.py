"""What a principal can do to others, or for itself: a method and everything that it works on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from iam_stacks.account.questions.subject import Subject
from iam_stacks.escalation.choice import choose
from iam_stacks.escalation.estate import Estate
from iam_stacks.escalation.knowledge import Knowledge
from iam_stacks.escalation.method import ANYTHING, ROLE, THING, Gain, Method, Need, Over
from iam_stacks.escalation.targets import Allowed
from iam_stacks.escalation.things import union
from iam_stacks.escalation.trusts import ASSUME
from iam_stacks.policy.decision import ALLOWED


@dataclass(frozen=True, eq=False)
class Edge:
    """A method that works.

    Attributes:
        method: the method.
        things: what it works on: places in the estate's list of what the method is about.
        gained: the principals whose power is gained, or grows: a set of their numbers.
        depends_on: the condition keys on which it depends.
    """

    method: Method
    things: int
    gained: int
    depends_on: frozenset[str]


class Edges:
    """What one principal can do, in one state of it."""

    def __init__(self, knowledge: Knowledge, subject: Subject) -> None:
        """Take what is known of the account, and the principal."""
        self._knowledge = knowledge
        self._estate: Estate = knowledge.estate
        self._subject = subject
        self._allowed: dict[tuple[Any, ...], tuple[Allowed, ...]] = {}

    def __iter__(self) -> Iterator[Edge]:
        """Yield all of it, in the order of the methods."""
        for method, required in self._knowledge.methods:
            if required & ~self._bits:
                continue
            yield from self._of(method)

    @cached_property
    def _bits(self) -> int:
        return union(map(self._knowledge.relevance.allowed, self._subject.policies))

    def _of(self, method: Method) -> Iterator[Edge]:
        parts = self._things(method)
        if not parts:
            return
        keys: frozenset[str] = frozenset()
        for need in method.needs:
            if need.on == ANYTHING:
                decision = self._knowledge.decide(self._subject, need, ANYTHING)
                if ALLOWED not in decision.outcomes:
                    return
                keys |= {*decision.depends_on}
        for needs in method.chosen.values():
            choice = choose(self._knowledge, self._subject, needs)
            if choice is None:
                return
            keys |= {*choice.depends_on}
        for part, more in parts:
            for things in self._together(method, part):
                gained = self._gained(method, things)
                if gained or method.gain in (Gain.CREATE, Gain.EMPOWER):
                    yield Edge(method, things, gained, keys | more)

    def _together(self, method: Method, things: int) -> Iterable[int]:
        """Yield what is done at once: groups are joined together unless one denies what another one gives."""
        if method.gain is not Gain.JOIN:
            return (things,)
        return filter(None, dict.fromkeys(things & groups for groups in self._knowledge.joinable))

    def _things(self, method: Method) -> list[tuple[int, frozenset[str]]]:
        """Return what the needs that are about the thing, or about its role, leave of the things."""
        if method.over is Over.NOTHING:
            return [(0, frozenset())]
        parts = [(self._estate.things(method.over).all, frozenset[str]())]
        for allowed, of_roles in self._limits(method):
            parts = [
                (left, keys | {*each.depends_on})
                for part, keys in parts
                for each in allowed
                if (left := part & (self._estate.running(str(method.over), each.things) if of_roles else each.things))
            ]
        return parts

    def _limits(self, method: Method) -> Iterator[tuple[Sequence[Allowed], bool]]:
        """Yield what each need allows, the cheapest first, and whether it is about the roles of the things."""
        is_workload = isinstance(method.over, str)
        if method.in_profile:
            yield (Allowed(self._estate.in_profiles, ()),), is_workload
        for need in method.needs:
            if need.on in (THING, ROLE):
                of_role = need.on == ROLE
                yield self._on(need, Over.ROLE if of_role else method.over), of_role and is_workload
        if method.service:
            yield self._knowledge.trusts.of_service(method.service), is_workload

    def _on(self, need: Need, over: Over | str) -> tuple[Allowed, ...]:
        key = need.action, tuple(need.context.items()), need.opened, over
        if key not in self._allowed:
            ask = self._assumable if need.action == ASSUME else self._knowledge.allowed
            self._allowed[key] = ask(self._subject, need, over)
        return self._allowed[key]

    def _assumable(self, subject: Subject, need: Need, over: Over | str) -> tuple[Allowed, ...]:
        knowledge = self._knowledge
        if need.opened:
            return knowledge.allowed(subject, need, over, (knowledge.trusts.opened_to(subject),))
        return knowledge.assumable(subject, need)

    def _gained(self, method: Method, part: int) -> int:
        gained = self._estate.gaining(method, part)
        return gained & self._suitable(method) if isinstance(method.over, str) else gained

    def _suitable(self, method: Method) -> int:
        """Return the roles, by their numbers, that the needs about roles and the service's trust allow."""
        roles = self._estate.things(Over.ROLE).all
        for allowed, of_roles in self._limits(method):
            if of_roles:
                roles &= union(each.things for each in allowed)
        return roles << len(self._estate.account.users)
