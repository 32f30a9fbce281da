"""Where what stands in a pattern, for those who read one pattern by another: one bit for each position."""

from __future__ import annotations

from typing import Final, NamedTuple

MANY: Final = "\ue010"
ONE: Final = "\ue011"
"""What stands for `*` and `?` in a pattern."""


class Places(NamedTuple):
    """The positions of a pattern.

    Attributes:
        of: those of each character.
        end: the one behind the last.
        many: those of MANY.
        one: those of ONE.
    """

    of: dict[str, int]
    end: int
    many: int
    one: int


def places_of(pattern: str) -> Places:
    """Return what stands where, with MANY and ONE as wildcards."""
    of: dict[str, int] = {}
    for index, character in enumerate(pattern):
        of[character] = of.get(character, 0) | 1 << index
    many, one = of.pop(MANY, 0), of.pop(ONE, 0)
    return Places(of, 1 << len(pattern), many, one)


def skip(state: int, passable: int) -> int:
    """Add the positions behind those that can be passed."""
    while (more := state | (state & passable) << 1) != state:
        state = more
    return state
