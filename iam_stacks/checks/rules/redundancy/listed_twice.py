"""Texts of an element that another text of the same element covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from iam_stacks.policy.extent import Extent


def listed_twice(texts: Sequence[str], extent: Extent) -> Iterator[tuple[int, str]]:
    """Yield the index of each text that is covered, and one that covers it: of two equal ones, the first.

    Args:
        texts: as they are written.
        extent: what they are about.
    """
    if not extent.has_repetition:
        return
    first: dict[str, int] = {}
    for index, pattern in enumerate(extent.patterns):
        first.setdefault(pattern, index)
    for index, pattern in enumerate(extent.patterns):
        for covering in extent.holding(pattern):
            # Two that are written differently may be the same, as `**` and `*` are.
            if first[covering] < index or (first[covering] > index and pattern not in extent.holding(covering)):
                yield index, texts[first[covering]]
                break
