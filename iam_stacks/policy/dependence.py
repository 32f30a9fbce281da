"""On which unknown keys does an answer depend?

The answer is a function of the unknown keys. Each key has finitely many values that statements can tell apart, so the
function is written as a decision diagram. The keys that are left in the diagram are those that matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from iam_stacks.policy.case import DENY, Candidate
from iam_stacks.policy.decision import EXPLICIT_DENY
from iam_stacks.policy.diagram import Diagram, OpenStatement
from iam_stacks.policy.question import Question, open_questions
from iam_stacks.policy.request import Request
from iam_stacks.policy.witness import TooLargeError


def dependence(
    request: Request, candidates: Iterable[Candidate], effect: Callable[[frozenset[str]], str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the unknown keys on which the answer depends, and the answers that are possible; both sorted.

    Where statements ask so much that the diagram would be too large, all keys that they ask about are returned, and all
    answers that some of the statements could give.

    Args:
        request: with unknown keys.
        candidates: the statements that are about its action and caller.
        effect: what the groups that are met come to.
    """
    certain = set()
    asked: list[tuple[str, tuple[Question, ...]]] = []
    for candidate in candidates:
        questions = open_questions(candidate.rule, request)
        if questions == ():
            certain.add(candidate.group)
        elif questions:
            asked.append((candidate.group, questions))
    met = frozenset(certain)
    possible = _possible(met, {group for group, _ in asked}, effect)
    if len(possible) == 1:
        return (), tuple(possible)
    asked.sort(key=lambda each: each[0] != DENY)
    spellings: dict[str, str] = {}
    for key, name in (key for _, questions in asked for question in questions for key in question.keys):
        spellings.setdefault(key, name)
    still_open = [OpenStatement(group, frozenset(questions)) for group, questions in asked]
    try:
        keys, answers = Diagram(request, list(spellings), still_open, effect).explore(met, still_open)
    except TooLargeError:
        keys, answers = set(spellings), possible
    return tuple(sorted({spellings[key] for key in keys})), tuple(sorted(answers))


def _possible(met: frozenset[str], groups: set[str], effect: Callable[[frozenset[str]], str]) -> set[str]:
    """Return the answers that there can be, each statement being taken by itself."""
    if DENY in met:
        return {EXPLICIT_DENY}
    denied = {EXPLICIT_DENY} if DENY in groups else set()
    return {effect(met), effect(met | (groups - {DENY}))} | denied
