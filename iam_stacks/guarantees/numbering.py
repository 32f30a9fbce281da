"""Actions as numbers, so that sets of them are integers: which statements are about which is found out fast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from iam_stacks.account import service_data
from iam_stacks.policy.statement import Statement

UNSTOPPABLE = "sts:GetCallerIdentity"
"""What needs no permission, and what no Deny takes away. Source: STS API Reference, GetCallerIdentity."""

_WILDCARDS = frozenset("*?")


class Numbering:
    """Some actions, each with a bit. A set of actions is an integer."""

    def __init__(self, actions: Sequence[str]) -> None:
        """Number the actions.

        Args:
            actions: as AWS writes them.
        """
        self._actions = tuple(actions)
        self._numbers = {action.lower(): number for number, action in enumerate(actions)}
        self._services = frozenset(action.partition(":")[0] for action in self._numbers)
        self._named: dict[str, int] = {}
        self.all = (1 << len(actions)) - 1

    def about(self, statement: Statement) -> int:
        """Return the actions that a statement is about."""
        if statement.actions is not None:
            return self.named(statement.actions)
        return self.all & ~self.named(statement.not_actions or ())

    def named(self, texts: Iterable[str]) -> int:
        """Return the actions that texts of an Action element stand for."""
        return reduce(or_, map(self._of, texts), 0)

    def actions(self, numbers: int) -> Iterator[str]:
        """Yield the actions of a set, in order."""
        while numbers:
            bit = numbers & -numbers
            numbers ^= bit
            yield self._actions[bit.bit_length() - 1]

    def _of(self, text: str) -> int:
        if text not in self._named:
            self._named[text] = self._find(text.lower())
        return self._named[text]

    def _find(self, text: str) -> int:
        if text == "*":
            return self.all
        if _WILDCARDS.isdisjoint(text):
            return self._set([text])
        service = text.partition(":")[0]
        if _WILDCARDS.isdisjoint(service) and service not in self._services:
            return 0  # most statements are about other services, whose data need not be read
        return self._set(map(str.lower, service_data.expand_actions(text)))

    def _set(self, names: Iterable[str]) -> int:
        return reduce(or_, (1 << self._numbers[name] for name in names if name in self._numbers), 0)


def parts(actions: int, sets: Iterable[int]) -> list[int]:
    """Return a set of actions in parts, such that each of some other sets has all of a part or nothing of it."""
    found = [actions] if actions else []
    for each in dict.fromkeys(sets):
        found = [part for whole in found for part in (whole & each, whole & ~each) if part]
    return sorted(found, key=lambda part: part & -part)
