"""Patterns as automata: a state is the set of positions that the text so far can have come to."""

from __future__ import annotations

from iam_stacks.policy.places import MANY as MANY
from iam_stacks.policy.places import ONE as ONE
from iam_stacks.policy.places import skip


class Automaton:
    """A pattern as an automaton. States are numbers, one bit for each position; nought is a dead end."""

    def __init__(self, pattern: str, *, bounded: int = 0, ignores_case: bool = False) -> None:
        """Note where each character stands.

        Args:
            pattern: with MANY and ONE as wildcards.
            bounded: the positions, one bit each, of wildcards that never stand for a colon.
            ignores_case: whether upper and lower case are the same.
        """
        self._length = len(pattern)
        self._bounded = bounded
        self._characters: dict[str, int] = {}
        for index, character in enumerate(pattern):
            for form in {character, *((character.upper(), character.lower()) if ignores_case else ())}:
                self._characters[form] = self._characters.get(form, 0) | 1 << index
        self._many = self._characters.pop(MANY, 0)
        self._one = self._characters.pop(ONE, 0)
        self.alphabet = frozenset(self._characters)
        self.start = skip(1, self._many)

    def accepts(self, state: int) -> bool:
        """Tell whether the text so far matches."""
        return bool(state >> self._length & 1)

    def step(self, state: int, character: str) -> int:
        """Return the state after one more character."""
        blocked = self._bounded if character == ":" else 0
        onward = state & (self._characters.get(character, 0) | self._one & ~blocked)
        return skip(onward << 1 | state & self._many & ~blocked, self._many)
