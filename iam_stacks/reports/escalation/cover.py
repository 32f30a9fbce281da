"""Where to begin: few changes that close all ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from iam_stacks.escalation.path import Hop
from iam_stacks.reports.escalation.found import Goal, alike


@dataclass(frozen=True, kw_only=True)
class Change:
    """A step that is not to be possible any more.

    Attributes:
        hop: the step, as the first of them takes it.
        actors: the ARNs of those who can take it by the same statements.
        closes: how many ways it closes that the changes before it do not.
    """

    hop: Hop
    actors: tuple[str, ...]
    closes: int


def cover(goals: Iterable[Goal]) -> Iterator[Change]:
    """Yield changes that together close all ways, each time the one that closes the most of those that are left.

    To find the fewest there can be would take too long; these are few, if not always the fewest.
    """
    hops: dict[Hashable, dict[str, Hop]] = defaultdict(dict)
    ways: dict[Hashable, set[int]] = defaultdict(set)
    paths = [path for goal in goals for route in goal.routes for path in route.paths]
    for way, path in enumerate(paths):
        for hop in path.hops:
            same = alike(hop, hop.actor)
            hops[same].setdefault(hop.actor, hop)
            ways[same].add(way)
    left = set(range(len(paths)))
    heap = [(-len(closed), number, same) for number, (same, closed) in enumerate(ways.items())]
    heapify(heap)
    while left:
        count, number, same = heappop(heap)
        closed = ways[same] & left
        if len(closed) < -count:  # the count was of before: what is counted anew takes its place again
            heappush(heap, (-len(closed), number, same))
        else:
            left -= closed
            yield Change(hop=next(iter(hops[same].values())), actors=tuple(hops[same]), closes=len(closed))


def closing(changes: Sequence[Change]) -> str:
    """Return what changes do together: `these 2 changes close all 7 ways shown`."""
    ways = sum(change.closes for change in changes)
    these = f"these {len(changes):,} changes close" if len(changes) > 1 else "this change closes"
    return f"{these} all {ways:,} ways shown" if ways > 1 else f"{these} the way shown"
