"""An answer as a decision diagram over the unknown keys: one key after the other, equal branches merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from iam_stacks.policy.case import DENY
from iam_stacks.policy.question import Question
from iam_stacks.policy.representatives import ABSENT, Value, representatives
from iam_stacks.policy.request import Request
from iam_stacks.policy.witness import TooLargeError

_MOST_KEYS = 200
_MOST_STATES = 20_000

Node: TypeAlias = str | int
"""A branch, by number, or an answer."""


@dataclass(frozen=True)
class OpenStatement:
    """A statement that matches if the answers to all of its questions are yes.

    Attributes:
        group: `deny`, or the group of Allow statements of which one is enough.
        questions: what it asks of unknown keys.
    """

    group: str
    questions: frozenset[Question]


class Diagram:
    """How the answer follows from the unknown keys."""

    def __init__(
        self,
        request: Request,
        keys: list[str],
        still_open: Sequence[OpenStatement],
        effect: Callable[[frozenset[str]], str],
    ) -> None:
        """Find, for each key, the values that make a difference.

        Args:
            request: with unknown keys.
            keys: the unknown keys that statements ask about, in lower case.
            still_open: the statements on which they decide.
            effect: what the groups that are met come to.
        """
        questions = {question for each in still_open for question in each.questions}
        self._keys = keys
        self._effect = effect
        self._values = representatives(keys, questions, request)
        order = {key: index for index, key in enumerate(keys)}
        self._last = {question: max(order[key] for key, _ in question.keys) for question in questions}
        self._context = dict(request.keys)
        self._states: dict[object, Node] = {}
        self._nodes: dict[tuple[str, tuple[Node, ...]], int] = {}

    def explore(self, met: frozenset[str], still_open: Sequence[OpenStatement]) -> tuple[set[str], set[str]]:
        """Return the keys that are left in the diagram, and the answers that it can come to.

        Args:
            met: the groups of which a statement matches, whatever the unknown keys are.
            still_open: the statements on which unknown keys decide.

        Raises:
            TooLargeError: it would have too many keys or states.
        """
        if len(self._keys) > _MOST_KEYS:
            raise TooLargeError
        to_visit = {self._node(0, met, frozenset(still_open))}
        inner: dict[Node, tuple[str, tuple[Node, ...]]] = {number: node for node, number in self._nodes.items()}
        keys, answers, visited = set(), set(), set(to_visit)
        while to_visit:
            node = to_visit.pop()
            if isinstance(node, str):
                answers.add(node)
                continue
            key, children = inner[node]
            keys.add(key)
            to_visit |= set(children) - visited
            visited |= to_visit
        return keys, answers

    def _node(self, index: int, met: frozenset[str], still_open: frozenset[OpenStatement]) -> Node:
        still_open = frozenset(each for each in still_open if each.group not in met)
        effect = self._effect(met)
        if DENY in met or (
            all(each.group != DENY for each in still_open)
            and effect == self._effect(met | {each.group for each in still_open})
        ):
            return effect
        state = index, met, still_open, self._remembered(index, still_open)
        if state not in self._states:
            if len(self._states) >= _MOST_STATES:
                raise TooLargeError
            self._states[state] = self._branch(index, met, still_open)
        return self._states[state]

    def _branch(self, index: int, met: frozenset[str], still_open: frozenset[OpenStatement]) -> Node:
        key = self._keys[index]
        children = []
        for value in self._values[key]:
            if value is not ABSENT:
                self._context[key] = value
            now_met, now_open = self._answer(index, still_open)
            children.append(self._node(index + 1, met | now_met, now_open))
            self._context.pop(key, None)
        if len(set(children)) == 1:
            return children[0]
        return self._nodes.setdefault((key, tuple(children)), len(self._nodes))

    def _answer(self, index: int, still_open: frozenset[OpenStatement]) -> tuple[set[str], frozenset[OpenStatement]]:
        """Ask the questions whose last key has just been given a value."""
        met, remaining = set(), set()
        for each in still_open:
            ready = {question for question in each.questions if self._last[question] == index}
            if all(question.holds(self._context) for question in ready):
                left = each.questions - ready
                if left:
                    remaining.add(OpenStatement(each.group, left))
                else:
                    met.add(each.group)
        return met, frozenset(remaining)

    def _remembered(self, index: int, still_open: frozenset[OpenStatement]) -> tuple[tuple[str, Value | None], ...]:
        """Return the values given so far that questions will still ask for."""
        asked = {key for each in still_open for question in each.questions for key, _ in question.keys}
        return tuple((key, self._context.get(key)) for key in self._keys[:index] if key in asked)
