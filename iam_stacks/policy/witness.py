"""Texts that tell patterns apart: for each combination of patterns that some text matches, such a text."""

from __future__ import annotations

from collections import deque
from functools import lru_cache

from iam_stacks.policy.automaton import MANY, ONE, Automaton
from iam_stacks.policy.variables import Context, Template, Variable
from iam_stacks.policy.wildcard import held_within_segments, matcher

OTHER = "\ue020"
"""A character, and a text, that no policy has."""

_MOST_STATES = 2_000
_MOST_CAPTURES = 20_000
_ARN_HEADER_COLONS = 5


class TooLargeError(Exception):
    """There is more to look at than is worth it: what depends on what cannot be told exactly."""


@lru_cache(maxsize=4096)
def witnesses(patterns: tuple[str, ...], *, arn: bool = False) -> tuple[str, ...]:
    """Return a shortest text for each combination of patterns that match together.

    No combination is missed unless there are more states than are looked at; then each pattern has at least a text of
    its own.

    Args:
        patterns: with MANY and ONE as wildcards.
        arn: whether wildcards stay within segments as those of a Resource element do.
    """
    automata = [Automaton(pattern, bounded=held_within_segments(pattern) if arn else 0) for pattern in patterns]
    found, complete = _explore(automata)
    own = [pattern.replace(MANY, with_many).replace(ONE, OTHER) for pattern in patterns for with_many in ("", OTHER)]
    return tuple(dict.fromkeys([*found, *(() if complete else own)]))


@lru_cache(maxsize=4096)
def condition_witnesses(plain: frozenset[str], arns: frozenset[str], folded: frozenset[str]) -> tuple[str, ...] | None:
    """Return a shortest text for each combination of values of conditions that match together.

    None, if there are more states than are looked at.

    Args:
        plain: patterns, upper and lower case being different.
        arns: patterns whose wildcards stay between the colons of an ARN's first five parts.
        folded: patterns, upper and lower case being the same.
    """
    found, complete = _explore(
        [
            *map(Automaton, sorted(plain)),
            *(Automaton(pattern, bounded=(1 << _header(pattern)) - 1) for pattern in sorted(arns)),
            *(Automaton(pattern, ignores_case=True) for pattern in sorted(folded)),
        ]
    )
    return found if complete else None


def _header(pattern: str) -> int:
    """Return how long the first five parts of an ARN are."""
    return len(":".join(pattern.split(":")[:_ARN_HEADER_COLONS]))


def _explore(automata: list[Automaton]) -> tuple[tuple[str, ...], bool]:
    """Run all automata at once over all texts; return a text for each answer found, and whether no answer is missed."""
    alphabet = sorted({OTHER}.union(*(automaton.alphabet for automaton in automata)))
    start = tuple(automaton.start for automaton in automata)
    found: dict[tuple[bool, ...], str] = {}
    texts = {start: ""}
    queue = deque([start])
    while queue and len(texts) < _MOST_STATES:
        state = queue.popleft()
        accepted = tuple(a.accepts(positions) for a, positions in zip(automata, state, strict=True))
        found.setdefault(accepted, texts[state])
        for character in alphabet:
            following = tuple(a.step(positions, character) for a, positions in zip(automata, state, strict=True))
            if following not in texts:
                texts[following] = texts[state] + character
                queue.append(following)
    return tuple(found.values()), not queue


def captures(template: Template, key: str, subject: str, context: Context) -> tuple[str, ...]:
    """Return the parts of a text with which a variable makes a pattern match the text, the shortest first.

    Args:
        template: a pattern with variables.
        key: the variable's key; other variables may stand for anything.
        subject: the text.
        context: the values of known keys.
    """
    before, after, found = "", "", False
    for part in template.parts:
        text = part if isinstance(part, str) else _known(part, context)
        if isinstance(part, Variable) and part.key == key and not found:
            found = True
        elif found:
            after += text
        else:
            before += text
    if not found:
        return ()
    matches_before, matches_after = matcher(before), matcher(after)
    starts = [index for index in range(len(subject) + 1) if matches_before(subject[:index])]
    ends = [index for index in range(len(subject) + 1) if matches_after(subject[index:])]
    if len(starts) * len(ends) > _MOST_CAPTURES:
        raise TooLargeError
    return tuple(sorted({subject[start:end] for start in starts for end in ends if start <= end}, key=len))


def _known(variable: Variable, context: Context) -> str:
    value = context.get(variable.key)
    return value if isinstance(value, str) else MANY
