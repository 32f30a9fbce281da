"""Paths as a drawing: who there is, and which steps lead from one to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from itertools import groupby, pairwise

from iam_stacks.escalation.path import Hop, Path
from iam_stacks.escalation.words import doing
from iam_stacks.reports.escalation.found import Found, Goal, alike


@dataclass(frozen=True, kw_only=True)
class Leg:
    """What leads from one node to another: one step, or several that are taken before somebody else acts.

    Attributes:
        to: the key of the node that it leads to.
        hops: the steps.
    """

    to: str
    hops: tuple[Hop, ...]

    @property
    def says(self) -> tuple[str, ...]:
        """What is done, step by step."""
        return tuple(map(doing, self.hops))

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The condition keys on which it depends; sorted."""
        return tuple(sorted({key for hop in self.hops for key in hop.depends_on}))


@dataclass(frozen=True, kw_only=True)
class Node:
    """Principals of which the same steps lead on; or a power, which some of them give themselves.

    Attributes:
        key: an ARN, that of the first; or what principals come to.
        members: the ARNs; none for a power.
        starts: whether a path starts here.
        reached: what is reached here: `administrator already`, or what principals come to.
        legs: what leads on from here.
        layer: how many legs it is away from the ends, by the longest way.
    """

    key: str
    members: tuple[str, ...]
    starts: bool
    reached: tuple[str, ...]
    legs: tuple[Leg, ...]
    layer: int = 0


def draw(found: Found) -> tuple[Node, ...]:
    """Return the union of all paths, those first that are the farthest from the ends; nobody else is in it."""
    legs: dict[str, dict[Hashable, Leg]] = defaultdict(dict)
    reached: dict[str, dict[str, None]] = defaultdict(dict)
    starts = {path.start for goal in found.goals for path in goal.paths}
    for goal in found.goals:
        for path in goal.paths:
            for actor, leg in _legs(goal, path):
                legs[actor].setdefault((leg.to, *(alike(hop, actor) for hop in leg.hops)), leg)
                reached[leg.to].update(dict.fromkeys(_reached(found, goal, leg, path)))
    alone = [
        Node(
            key=key,
            members=(key,) if key.startswith("arn:") else (),
            starts=key in starts,
            reached=tuple(reached[key]),
            legs=tuple(legs[key].values()),
        )
        for key in sorted({*legs, *reached})
    ]
    return tuple(sorted(_layered(_merged(alone, legs)), key=lambda node: (-node.layer, node.key)))


def _legs(goal: Goal, path: Path) -> Iterator[tuple[str, Leg]]:
    """Yield the legs of a path, each with who takes it; the last one leads to who is in power, or to the power."""
    runs = [(actor, tuple(hops)) for actor, hops in groupby(path.hops, key=lambda hop: hop.actor)]
    for (actor, hops), (following, _) in pairwise(runs):
        yield actor, Leg(to=following, hops=hops)
    actor, hops = runs[-1]
    yield actor, Leg(to=goal.mark if hops[-1].to == actor else hops[-1].to, hops=hops)


def _reached(found: Found, goal: Goal, leg: Leg, path: Path) -> Iterator[str]:
    if leg.to in found.administrators:
        yield "administrator already"
    elif leg.hops[-1] is path.hops[-1]:
        yield goal.mark


def _merged(nodes: Iterable[Node], legs: dict[str, dict[Hashable, Leg]]) -> list[Node]:
    """Return nodes of which several are one, if the same legs lead away from them, and none to them."""
    led_to = {leg.to for each in legs.values() for leg in each.values()}
    same: dict[Hashable, list[Node]] = defaultdict(list)
    for node in nodes:
        same[node.key if node.key in led_to else frozenset(legs[node.key])].append(node)
    return [replace(those[0], members=tuple(arn for node in those for arn in node.members)) for those in same.values()]


def _layered(nodes: list[Node]) -> Iterator[Node]:
    layers: dict[str, int] = {}
    following = {node.key: {leg.to for leg in node.legs} for node in nodes}
    for key in _in_order({key: set(there) for key, there in following.items()}):
        layers[key] = max((layers[there] + 1 for there in following[key] if there in layers), default=0)
    return (replace(node, layer=layers[node.key]) for node in nodes)


def _in_order(following: dict[str, set[str]]) -> tuple[str, ...]:
    """Return the nodes, each after those that it leads to; of each ring one leg is passed over."""
    while True:
        try:
            return tuple(TopologicalSorter(following).static_order())
        except CycleError as ring:
            there, here = ring.args[1][:2]
            following[here].discard(there)
