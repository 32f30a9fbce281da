"""A pattern that is read character by character, together with others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from iam_stacks.policy.automaton import MANY, ONE
from iam_stacks.policy.places import places_of, skip
from iam_stacks.policy.wildcard import held_within_segments

DEAD = 0
"""The state from which nothing matches."""


class Reader:
    """A pattern of a Resource element. A state is the set of positions that a text can have come to, one bit each."""

    def __init__(self, pattern: str) -> None:
        """Note what stands where.

        Args:
            pattern: with MANY and ONE as wildcards.
        """
        self._pattern = pattern
        self._places = places_of(pattern)
        self._held = held_within_segments(pattern)
        self._last_star = self._places.end >> 1 if pattern.endswith(MANY) else 0
        self._settled = self._places.end | self._last_star if self._last_star else DEAD
        self.start = self._narrowed(skip(1, self._places.many))

    def accepts(self, state: int) -> bool:
        """Tell whether the text so far matches."""
        return bool(state & self._places.end)

    def is_settled(self, state: int) -> bool:
        """Tell whether whatever comes changes nothing: the text matches already, or never will."""
        return state in (DEAD, self._settled)

    def step(self, state: int, character: str) -> int:
        """Return the state after one more character."""
        places = self._places
        free = ~self._held if character == ":" else -1
        moving = state & (places.of.get(character, 0) | places.one & free)
        return self._narrowed(skip(moving << 1 | state & places.many & free, places.many))

    def expected(self, state: int) -> Iterator[str]:
        """Yield the characters, not wildcards, that the pattern can have next."""
        rest = state & (self._places.end - 1) & ~self._places.many & ~self._places.one
        while rest:
            position = rest & -rest
            rest ^= position
            yield self._pattern[position.bit_length() - 1]

    def _narrowed(self, state: int) -> int:
        """Forget all other positions when the star at the end is reached: it stands for whatever comes."""
        return self._settled if state & self._last_star else state


@lru_cache(maxsize=16384)
def reader(pattern: str) -> Reader:
    """Return the reader of a pattern, made once."""
    return Reader(pattern)


def is_literal(pattern: str) -> bool:
    """Tell whether one text alone matches the pattern."""
    return MANY not in pattern and ONE not in pattern
