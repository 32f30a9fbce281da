"""Whether two patterns have a text in common."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from iam_stacks.policy.automaton import MANY, ONE

NAME: Final = "\ue012"
"""What stands for a name in the second pattern: any text without a slash and without a colon."""


class _Places(NamedTuple):
    """Where what stands in a pattern, one bit for each position."""

    of: dict[str, int]
    end: int
    many: int
    one: int
    divides: int


def overlap(pattern: str, other: str) -> bool:
    """Tell whether some text matches both patterns.

    Args:
        pattern: with MANY and ONE as wildcards.
        other: with NAME too.
    """
    places = _places(pattern)
    state = _skip(1, places.many)
    for character in other:
        state = _step(places, state, character)
    return bool(state & places.end)


def _step(places: _Places, state: int, character: str) -> int:
    """Return where in the pattern a text can have come to, after what the other one has next."""
    if character == MANY:
        # Whatever the pattern has from the first of these positions on, the star can stand for it.
        return (places.end << 1) - (state & -state) if state else 0
    if character == NAME:
        return _skip(state, ~places.divides)
    onward = places.end - 1 if character == ONE else places.of.get(character, 0) | places.one
    moving = state & onward
    return _skip(moving << 1 | state & places.many, places.many)


def _skip(state: int, passable: int) -> int:
    """Add the positions behind those that can be passed."""
    while (more := state | (state & passable) << 1) != state:
        state = more
    return state


@lru_cache(maxsize=4096)
def _places(pattern: str) -> _Places:
    of: dict[str, int] = {}
    for index, character in enumerate(pattern):
        of[character] = of.get(character, 0) | 1 << index
    end = 1 << len(pattern)
    many, one = of.pop(MANY, 0), of.pop(ONE, 0)
    return _Places(of=of, end=end, many=many, one=one, divides=of.get("/", 0) | of.get(":", 0) | end)
