"""Sets of things of an account, one bit for each, and which of them a pattern of a Resource element matches."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from iam_stacks.policy.inclusion import literal_start
from iam_stacks.policy.wildcard import MANY, ONE, arn_matcher

_LAST = chr(0x10FFFF)


def bits_of(mask: int) -> Iterator[int]:
    """Yield the numbers of the bits of a set, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def union(masks: Iterable[int]) -> int:
    """Return the set of all that is in one of some sets."""
    found = 0
    for mask in masks:
        found |= mask
    return found


@dataclass(frozen=True, eq=False)
class Things:
    """Things of one kind: users, or functions.

    Attributes:
        arns: their ARNs; the place of each is its bit. Several may be the same.
    """

    arns: Sequence[str]
    _sorted: list[tuple[str, int]] = field(init=False, repr=False)
    _known: dict[str, int] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the ARNs, so that those that begin as a pattern does are found."""
        object.__setattr__(self, "_sorted", sorted((arn, index) for index, arn in enumerate(self.arns)))

    @property
    def all(self) -> int:
        """All of them."""
        return (1 << len(self.arns)) - 1

    def matching(self, pattern: str) -> int:
        """Return those whose ARN a pattern matches, with MANY and ONE as wildcards."""
        if pattern not in self._known:
            self._known[pattern] = self._find(pattern)
        return self._known[pattern]

    def _find(self, pattern: str) -> int:
        start = literal_start(pattern)
        is_exact = MANY not in pattern and ONE not in pattern
        matches = start.__eq__ if is_exact else arn_matcher(pattern)
        first, last = (bisect_left(self._sorted, (text, -1)) for text in (start, start + _LAST))
        return union(1 << index for arn, index in self._sorted[first:last] if matches(arn))
