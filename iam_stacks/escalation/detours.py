"""Ways that are no chain: somebody first gives something to a principal, and then becomes it by another way."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from iam_stacks.escalation.edges import Edge
from iam_stacks.escalation.graph import Graph, Step
from iam_stacks.escalation.state import CREATED
from iam_stacks.escalation.things import bits_of, union


@dataclass(frozen=True, eq=False)
class Detour:
    """A way that is no chain.

    Attributes:
        actor: the number of the state that it begins at.
        giver: of the state that gives, which the actor can become.
        edge: what is given.
        receiver: of the state that it is given to, which the actor can become.
        to: of the state of the receiver after that.
        length: the number of hops of all of it.
    """

    actor: int
    giver: int
    edge: Edge
    receiver: int
    to: int
    length: int


Way: TypeAlias = "Step | Detour"


@dataclass(frozen=True, eq=False)
class Reach:
    """What can be reached from a state.

    Attributes:
        ways: for each state that can be reached the way that leads to it, and where that begins; the nearest first.
            None for the state itself.
        distance: for each state how many hops lead to it.
    """

    ways: dict[int, tuple[int, Way] | None]
    distance: dict[int, int]

    def to(self, state: int) -> list[tuple[Way, int]]:
        """Return the ways that lead to a state, in order, each with the state that it leads to."""
        found: list[tuple[Way, int]] = []
        while way := self.ways[state]:
            found.append((way[1], state))
            state = way[0]
        return found[::-1]


class Detours:
    """All detours of a graph."""

    def __init__(self, graph: Graph) -> None:
        """Take the graph; `find` looks for the detours."""
        self._graph = graph
        self.of: dict[int, list[Detour]] = defaultdict(list)

    def reach(self, start: int) -> Reach:
        """Return what can be reached from a state, by as few ways as possible."""
        ways: dict[int, tuple[int, Way] | None] = {start: None}
        distance = {start: 0}
        seen = 1 << start
        queue = deque([start])
        while queue:
            state = queue.popleft()
            for way, targets, length in self._on(state):
                for target in bits_of(targets & ~seen):
                    ways[target], distance[target] = (state, way), distance[state] + length
                    queue.append(target)
                seen |= targets
        return Reach(ways, distance)

    def find(self, start: int) -> bool:
        """Add the detours that begin at a state; return whether there are new ones."""
        reach = self.reach(start)
        receivers = _Receivers(self._graph, reach)
        found = [
            detour
            for giver, edge in self._gifts(reach)
            for receiver in receivers.of(edge)
            if self._graph.states[receiver].principal != self._graph.states[giver].principal  # which is a step
            for detour in self._new(reach, start, giver, edge, receiver)
        ]
        self.of[start] += found
        return bool(found)

    def _gifts(self, reach: Reach) -> Iterator[tuple[int, Edge]]:
        """Yield what can be given, once, with the nearest state that gives it."""
        seen = set()
        for giver in reach.ways:
            for edge in self._graph.gifts[giver]:
                gift = edge.method.gain, edge.method.over, edge.things, edge.gained
                if gift not in seen:
                    seen.add(gift)
                    yield giver, edge

    def _new(self, reach: Reach, start: int, giver: int, edge: Edge, receiver: int) -> Iterator[Detour]:
        to = self._graph.after(receiver, edge)
        if to not in reach.ways and to not in {detour.to for detour in self.of[start]}:
            length = reach.distance[giver] + 1 + reach.distance[receiver]
            yield Detour(start, giver, edge, receiver, to, length)

    def _on(self, state: int) -> Iterator[tuple[Way, int, int]]:
        yield from ((step, step.to, 1) for step in self._graph.steps[state])
        yield from ((detour, 1 << detour.to, detour.length) for detour in self.of.get(state, ()))


class _Receivers:
    """The states that can be reached, by their principals: to look up who receives something."""

    def __init__(self, graph: Graph, reach: Reach) -> None:
        self._graph = graph
        self._by_principal: dict[int, list[int]] = defaultdict(list)
        for state in reach.ways:
            self._by_principal[graph.states[state].principal].append(state)
        self._principals = union(1 << principal for principal in self._by_principal if principal != CREATED)
        self._joined = [state for state in reach.ways if graph.states[state].groups]

    def of(self, edge: Edge) -> Iterator[int]:
        """Yield the states whose principals receive what an edge gives."""
        for principal in bits_of(edge.gained & self._principals):
            yield from self._by_principal[principal]
        yield from (state for state in self._joined if self._graph.receives(state, edge))
