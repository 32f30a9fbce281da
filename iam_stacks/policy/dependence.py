"""On which unknown keys does an answer depend?

The answer is a function of the unknown keys. Each key has finitely many values that statements can tell apart, so the
function is written as a decision diagram: one key after the other, equal branches merged. The keys that are left in
the diagram are those that matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from iam_stacks.policy.case import DENY, Candidate
from iam_stacks.policy.question import Question, open_questions
from iam_stacks.policy.representatives import ABSENT, Value, representatives
from iam_stacks.policy.request import Request

_MOST_KEYS = 200
_MOST_STATES = 20_000

Node: TypeAlias = str | int
"""A branch, by number, or an answer."""


@dataclass(frozen=True)
class _Open:
    """A statement that matches if the answers to all of its questions are yes."""

    group: str
    questions: frozenset[Question]


def keys_that_matter(
    request: Request, candidates: Iterable[Candidate], effect: Callable[[frozenset[str]], str]
) -> tuple[str, ...]:
    """Return the unknown keys on which the answer depends, sorted.

    Where statements ask so much that the diagram would not fit, all keys that they ask of are returned.

    Args:
        request: with unknown keys.
        candidates: the statements that are about its action and caller.
        effect: what the groups that are met come to.
    """
    met = set()
    still_open = []
    for candidate in candidates:
        questions = open_questions(candidate.rule, request)
        if questions == frozenset():
            met.add(candidate.group)
        elif questions:
            still_open.append(_Open(candidate.group, questions))
    still_open.sort(key=lambda each: each.group != DENY)
    spellings = {key: spelling for each in still_open for question in each.questions for key, spelling in question.keys}
    if not spellings:
        return ()
    diagram = _Diagram(request, list(spellings), still_open, effect)
    return tuple(sorted({spellings[key] for key in diagram.keys(frozenset(met), still_open)}))


class _TooLargeError(Exception):
    pass


class _Diagram:
    def __init__(
        self, request: Request, keys: list[str], still_open: Sequence[_Open], effect: Callable[[frozenset[str]], str]
    ) -> None:
        questions = {question for each in still_open for question in each.questions}
        self._keys = keys
        self._effect = effect
        self._values = representatives(keys, questions, request)
        order = {key: index for index, key in enumerate(keys)}
        self._last = {question: max(order[key] for key, _ in question.keys) for question in questions}
        self._context = dict(request.keys)
        self._states: dict[object, Node] = {}
        self._nodes: dict[tuple[str, tuple[Node, ...]], int] = {}

    def keys(self, met: frozenset[str], still_open: Sequence[_Open]) -> set[str]:
        """Return the keys of the diagram."""
        if len(self._keys) > _MOST_KEYS:
            return set(self._keys)
        try:
            root = self._node(0, met, frozenset(still_open))
        except _TooLargeError:
            return set(self._keys)
        inner: dict[Node, tuple[str, tuple[Node, ...]]] = {number: node for node, number in self._nodes.items()}
        found, to_visit = set(), {root} & inner.keys()
        visited = set(to_visit)
        while to_visit:
            key, children = inner[to_visit.pop()]
            found.add(key)
            fresh = ({*children} & inner.keys()) - visited
            visited |= fresh
            to_visit |= fresh
        return found

    def _node(self, index: int, met: frozenset[str], still_open: frozenset[_Open]) -> Node:
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
                raise _TooLargeError
            self._states[state] = self._branch(index, met, still_open)
        return self._states[state]

    def _branch(self, index: int, met: frozenset[str], still_open: frozenset[_Open]) -> Node:
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

    def _answer(self, index: int, still_open: frozenset[_Open]) -> tuple[set[str], frozenset[_Open]]:
        """Ask the questions whose last key has just been given a value."""
        met, remaining = set(), set()
        for each in still_open:
            ready = {question for question in each.questions if self._last[question] == index}
            if all(question.holds(self._context) for question in ready):
                left = each.questions - ready
                if left:
                    remaining.add(_Open(each.group, left))
                else:
                    met.add(each.group)
        return met, frozenset(remaining)

    def _remembered(self, index: int, still_open: frozenset[_Open]) -> tuple[tuple[str, Value | None], ...]:
        """Return the values given so far that questions will still ask for."""
        asked = {key for each in still_open for question in each.questions for key, _ in question.keys}
        return tuple((key, self._context.get(key)) for key in self._keys[:index] if key in asked)
