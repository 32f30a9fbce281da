"""Where things stand in a drawing: columns of cards, the ends to the right, and lines from each to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from iam_stacks.reports.escalation.card import LINE, PAD, WIDTH, Card
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
    cards = {node.key: Card(node) for node in nodes}
    layers = {node.key: node.layer for node in nodes}
    last = max(layers.values(), default=0)
    ways = {(node.key, leg.to): _way(leg.to, node.layer, layers[leg.to]) for node in nodes for leg in node.legs}
    heights = {spot: LINE for way in ways.values() for spot in way} | {
        (layers[key], key): card.height for key, card in cards.items()
    }
    following: dict[Spot, set[Spot]] = defaultdict(set)
    for (key, _), way in ways.items():
        for here, there in pairwise(((layers[key], key), *way)):
            following[here].add(there)
    tops = _tops(heights, following)

    def left(column: int) -> float:
        return (last - column) * (WIDTH + GAP)

    def line(card: Card, top: float, leg: Leg) -> Line:
        start = left(card.node.layer) + WIDTH, tops[card.node.layer, card.node.key] + top
        return Line(leg, (start, *_passed(ways[card.node.key, leg.to])))

    def _passed(way: Sequence[Spot]) -> Iterator[Point]:
        for column, key in way[:-1]:
            middle = tops[column, key] + LINE / 2
            yield from ((left(column), middle), (left(column) + WIDTH, middle))
        column, key = way[-1]
        yield left(column), tops[column, key] + PAD + LINE / 2

    return Layout(
        cards=tuple((card, (left(layers[key]), tops[layers[key], key])) for key, card in cards.items()),
        lines=tuple(line(card, row.top + LINE / 2, row.leg) for card in cards.values() for row in card.rows),
        width=(last + 1) * (WIDTH + GAP) - GAP,
        height=max((tops[spot] + height for spot, height in heights.items()), default=LINE),
    )


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
