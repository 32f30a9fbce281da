"""On which unknown keys does an answer depend?

The answer is a function of the unknown keys. Each key has finitely many values that statements can tell apart, so the
function is written as a decision diagram. The keys that are left in the diagram are those that matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from iam_stacks.policy.case import DENY, Candidate
from iam_stacks.policy.decision import ALLOWED, EXPLICIT_DENY, IMPLICIT_DENY
from iam_stacks.policy.diagram import Diagram, OpenStatement
from iam_stacks.policy.question import open_questions
from iam_stacks.policy.request import Request
from iam_stacks.policy.witness import TooLargeError


def dependence(
    request: Request, candidates: Iterable[Candidate], effect: Callable[[frozenset[str]], str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the unknown keys on which the answer depends, and the answers that are possible; both sorted.

    Where statements ask so much that the diagram would be too large, all keys that they ask about and all answers are
    returned.

    Args:
        request: with unknown keys.
        candidates: the statements that are about its action and caller.
        effect: what the groups that are met come to.
    """
    certain = set()
    still_open = []
    for candidate in candidates:
        questions = open_questions(candidate.rule, request)
        if questions == frozenset():
            certain.add(candidate.group)
        elif questions:
            still_open.append(OpenStatement(candidate.group, questions))
    met = frozenset(certain)
    if not still_open or DENY in met:
        return (), (effect(met),)
    still_open.sort(key=lambda each: each.group != DENY)
    spellings = {key: name for each in still_open for question in each.questions for key, name in question.keys}
    try:
        keys, answers = Diagram(request, list(spellings), still_open, effect).explore(met, still_open)
    except TooLargeError:
        keys, answers = set(spellings), {ALLOWED, EXPLICIT_DENY, IMPLICIT_DENY}
    return tuple(sorted({spellings[key] for key in keys})), tuple(sorted(answers))
