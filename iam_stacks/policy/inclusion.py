"""Whether whatever a pattern matches is matched by another one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from iam_stacks.policy.automaton import MANY, ONE
from iam_stacks.policy.places import Places, places_of, skip
from iam_stacks.policy.wildcard import held_within_segments

_WILDCARD = re.compile(f"[{MANY}{ONE}]")


class _Wide(NamedTuple):
    """The pattern that should match all.

    Attributes:
        places: what stands where.
        held: the wildcards that stay within their segments.
        pieces: what stands between the wildcards.
    """

    places: Places
    held: int
    pieces: list[str]


def includes(wide: str, narrow: str, *, arn: bool = False) -> bool:
    """Tell whether each text that matches one pattern surely matches the other.

    It is found out exactly where the wide pattern has no ONE, and what is matched are no ARNs.

    Args:
        wide: what should match all, with MANY and ONE as wildcards.
        narrow: what is matched.
        arn: whether they are patterns of ARNs, in which wildcards stay within their segments.
    """
    if wide in (narrow, MANY):
        return True
    known = _wide(wide, arn=arn)
    return _has_pieces(narrow, known.pieces) and bool(_read(known, narrow, arn=arn) & known.places.end)


@lru_cache(maxsize=32768)
def literal_start(pattern: str) -> str:
    """Return what stands before the first wildcard of a pattern; all of it if there is none."""
    return _WILDCARD.split(pattern, maxsplit=1)[0]


def _has_pieces(narrow: str, pieces: list[str]) -> bool:
    """Tell whether the literal pieces of the wide pattern are there: mostly they are not, and this is fast."""
    position = 0
    for piece in pieces:
        found = narrow.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    return narrow.startswith(pieces[0]) and narrow.endswith(pieces[-1])


def _read(wide: _Wide, narrow: str, *, arn: bool) -> int:
    """Return where in the wide pattern one can have come to that reads the other one, wildcards and all.

    A wildcard is read by a wildcard only, and MANY by MANY, which reads whatever it stands for, were it nothing.

    Args:
        wide: the wide pattern.
        narrow: what is read.
        arn: as in `includes`.
    """
    held = _held(narrow) if arn else -1
    places = wide.places
    state = skip(1, places.many)
    for index, character in enumerate(narrow):
        is_wildcard = character in (MANY, ONE)
        with_colon = not held >> index & 1 if is_wildcard else character == ":"
        free = ~wide.held if with_colon else -1
        moving = 0 if character == MANY else places.of.get(character, 0) | places.one & free
        state = skip((state & moving) << 1 | state & places.many & free, places.many)
    return state


@lru_cache(maxsize=16384)
def _wide(pattern: str, *, arn: bool) -> _Wide:
    return _Wide(places_of(pattern), _held(pattern) if arn else 0, _WILDCARD.split(pattern))


@lru_cache(maxsize=32768)
def _held(pattern: str) -> int:
    return held_within_segments(pattern)
