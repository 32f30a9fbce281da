"""Whether two patterns have a text in common."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from iam_stacks.policy.automaton import MANY, ONE
from iam_stacks.policy.places import Places, places_of, skip

NAME: Final = "\ue012"
"""What stands for a name in the second pattern: any text without a slash and without a colon."""


def overlap(pattern: str, other: str) -> bool:
    """Tell whether some text matches both patterns.

    Args:
        pattern: with MANY and ONE as wildcards.
        other: with NAME too.
    """
    places, divides = _read(pattern)
    state = skip(1, places.many)
    for character in other:
        state = skip(state, ~divides) if character == NAME else _step(places, state, character)
    return bool(state & places.end)


def _step(places: Places, state: int, character: str) -> int:
    """Return where in the pattern a text can have come to, after what the other one has next."""
    if character == MANY:
        # Whatever the pattern has from the first of these positions on, the star can stand for it.
        return (places.end << 1) - (state & -state) if state else 0
    onward = places.end - 1 if character == ONE else places.of.get(character, 0) | places.one
    moving = state & onward
    return skip(moving << 1 | state & places.many, places.many)


@lru_cache(maxsize=4096)
def _read(pattern: str) -> tuple[Places, int]:
    """Return what stands where in a pattern, and where no name can go on."""
    places = places_of(pattern)
    return places, places.of.get("/", 0) | places.of.get(":", 0) | places.end
