"""Where things stand in a drawing: columns of cards, the ends to the right, and lines from each to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from iam_stacks.reports.escalation.card import LINE, PAD, WIDTH, Card, Row
from iam_stacks.reports.escalation.drawing import Leg, Node

GAP = 80.0
"""Between two columns."""
_BETWEEN = 20.0

Point = tuple[float, float]
Spot = tuple[int, str]
"""A place in a column: of a node, or of the lines that pass on their way to it. The column, and the node's key."""


@dataclass(frozen=True)
class Line:
    """A line of a drawing.

    Attributes:
        leg: what it shows.
        points: where it begins, passes, and ends.
    """

    leg: Leg
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Layout:
    """A drawing.

    Attributes:
        cards: the nodes, each with its left upper corner.
        lines: what leads from one to another.
        width: how much room it takes.
        height: how much room it takes.
    """

    cards: tuple[tuple[Card, Point], ...]
    lines: tuple[Line, ...]
    width: float
    height: float


def lay_out(nodes: Sequence[Node]) -> Layout:
    """Return where everything stands."""
    cards = [Card(node) for node in nodes]
    layers = {node.key: node.layer for node in nodes}
    ways = {(node.key, leg.to): _way(leg.to, node.layer, layers[leg.to]) for node in nodes for leg in node.legs}
    heights = {spot: LINE for way in ways.values() for spot in way} | {_spot(card): card.height for card in cards}
    following: dict[Spot, set[Spot]] = defaultdict(set)
    for (key, _), way in ways.items():
        for here, there in pairwise(((layers[key], key), *way)):
            following[here].add(there)
    places = _Places(last=max(layers.values(), default=0), tops=_tops(heights, following))
    return Layout(
        cards=tuple((card, places.corner(_spot(card))) for card in cards),
        lines=tuple(
            Line(row.leg, tuple(places.line(card, row, ways[card.node.key, row.leg.to])))
            for card in cards
            for row in card.rows
        ),
        width=(places.last + 1) * (WIDTH + GAP) - GAP,
        height=max((places.tops[spot] + height for spot, height in heights.items()), default=LINE),
    )


@dataclass(frozen=True)
class _Places:
    """Where the columns are, and what is in them."""

    last: int
    tops: Mapping[Spot, int]

    def corner(self, spot: Spot) -> Point:
        """Return the left upper corner of a place."""
        return (self.last - spot[0]) * (WIDTH + GAP), self.tops[spot]

    def line(self, card: Card, row: Row, way: Sequence[Spot]) -> Iterator[Point]:
        """Yield the points of a line: it ends at the left of a card, but for one that leads back, in a ring."""
        left, top = self.corner(_spot(card))
        yield left + WIDTH, top + row.top + LINE / 2
        for spot in way[:-1]:
            x, y = self.corner(spot)
            yield from ((x, y + LINE / 2), (x + WIDTH, y + LINE / 2))
        x, y = self.corner(way[-1])
        yield x if x > left else x + WIDTH, y + PAD + LINE / 2


def _spot(card: Card) -> Spot:
    return card.node.layer, card.node.key


def _way(to: str, here: int, there: int) -> tuple[Spot, ...]:
    """Return the places that a line passes, and where it ends."""
    return *((column, to) for column in range(here - 1, there, -1)), (there, to)


def _tops(heights: Mapping[Spot, float], following: Mapping[Spot, set[Spot]]) -> dict[Spot, int]:
    """Return the upper edge of everything: each as near to the height of what it leads to as others leave room."""
    middles: dict[Spot, float] = {}
    for column in sorted({column for column, _ in heights}):
        spots = [spot for spot in heights if spot[0] == column]
        wanted = {spot: fmean([middles.get(there, 0.0) for there in following[spot]] or [0.0]) for spot in spots}
        bottom = float("-inf")
        for spot in sorted(spots, key=lambda spot: (wanted[spot], spot)):
            top = max(bottom + _BETWEEN, wanted[spot] - heights[spot] / 2)
            middles[spot], bottom = top + heights[spot] / 2, top + heights[spot]
        lower = fmean(middles[spot] - wanted[spot] for spot in spots)
        middles.update({spot: middles[spot] - lower for spot in spots})
    tops = {spot: middle - heights[spot] / 2 for spot, middle in middles.items()}
    highest = min(tops.values(), default=0.0)
    return {spot: round(top - highest) for spot, top in tops.items()}
