"""Texts that tell patterns apart: for each combination of patterns that some text matches, such a text."""

from __future__ import annotations

from collections import deque
from functools import lru_cache

from iam_stacks.policy.variables import Context, Template, Variable
from iam_stacks.policy.wildcard import MANY, ONE, matcher

OTHER = "\ue020"
"""A character, and a text, that no policy has."""

_MOST_STATES = 2_000
_ARN_HEADER_COLONS = 5


@lru_cache(maxsize=4096)
def witnesses(patterns: tuple[str, ...], *, arn: bool = False) -> tuple[str, ...]:
    """Return a shortest text for each combination of patterns that match together.

    All patterns are run at once over all texts, as automata whose states are sets of positions, so no combination is
    missed unless there are more states than are looked at; then each pattern has at least a text of its own.

    Args:
        patterns: with MANY and ONE as wildcards.
        arn: whether wildcards stay between the colons of an ARN's first five parts.
    """
    automata = [_Automaton(pattern, arn=arn) for pattern in patterns]
    alphabet = sorted({character for pattern in patterns for character in pattern} - {MANY, ONE} | {OTHER})
    start = tuple(automaton.start for automaton in automata)
    found: dict[tuple[bool, ...], str] = {}
    texts = {start: ""}
    queue = deque([start])
    while queue and len(texts) < _MOST_STATES:
        state = queue.popleft()
        found.setdefault(
            tuple(a.accepts(positions) for a, positions in zip(automata, state, strict=True)), texts[state]
        )
        for character in alphabet:
            following = tuple(a.step(positions, character) for a, positions in zip(automata, state, strict=True))
            if following not in texts:
                texts[following] = texts[state] + character
                queue.append(following)
    own = [pattern.replace(MANY, with_many).replace(ONE, OTHER) for pattern in patterns for with_many in ("", OTHER)]
    return tuple(dict.fromkeys([*found.values(), *(own if queue else ())]))


class _Automaton:
    """A pattern as an automaton; a state is a set of positions, one bit each."""

    def __init__(self, pattern: str, *, arn: bool) -> None:
        self._length = len(pattern)
        self._characters: dict[str, int] = {}
        self._many = self._one = self._bounded = 0
        colons = 0
        for index, character in enumerate(pattern):
            bit = 1 << index
            if character in (MANY, ONE):
                self._bounded |= bit if arn and colons < _ARN_HEADER_COLONS else 0
            self._many |= bit if character == MANY else 0
            self._one |= bit if character == ONE else 0
            self._characters[character] = self._characters.get(character, 0) | bit
            colons += character == ":"
        self.start = self._skip_many(1)

    def accepts(self, positions: int) -> bool:
        return bool(positions >> self._length & 1)

    def step(self, positions: int, character: str) -> int:
        blocked = self._bounded if character == ":" else 0
        onward = positions & (self._characters.get(character, 0) | self._one & ~blocked)
        return self._skip_many(onward << 1 | positions & self._many & ~blocked)

    def _skip_many(self, positions: int) -> int:
        """Add the positions behind stars, which may stand for nothing."""
        while (more := positions | (positions & self._many) << 1) != positions:
            positions = more
        return positions


def captures(template: Template, key: str, subject: str, context: Context) -> tuple[str, ...]:
    """Return parts of a text with which a variable makes a pattern match the text: the shortest and the longest.

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
    matches_before, matches_after = matcher(before), matcher(after)
    starts = [index for index in range(len(subject) + 1) if matches_before(subject[:index])]
    ends = [index for index in range(len(subject) + 1) if matches_after(subject[index:])]
    spans = [(start, end) for start in starts for end in ends if start <= end] if found else []
    chosen = [min(spans, key=_width), max(spans, key=_width)] if spans else []
    return tuple(dict.fromkeys(subject[start:end] for start, end in chosen))


def _width(span: tuple[int, int]) -> int:
    return span[1] - span[0]


def _known(variable: Variable, context: Context) -> str:
    value = context.get(variable.key)
    return value if isinstance(value, str) else MANY
