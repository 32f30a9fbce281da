"""The shortest ways to some of the states of a graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

from iam_stacks.escalation.detours import Detours, Way
from iam_stacks.escalation.graph import Graph, Step
from iam_stacks.escalation.things import bits_of


class Search:
    """How far every state is from some of them, found from there backwards."""

    def __init__(self, graph: Graph, detours: Detours, targets: Iterable[int]) -> None:
        """Find the distances.

        Args:
            graph: the graph.
            detours: its detours, as far as they are known.
            targets: the numbers of the states to come to.
        """
        self._graph = graph
        self._detours = detours
        self.distance: dict[int, int] = {}
        self._at: dict[int, int] = defaultdict(int)
        self._measure(targets)

    def ways(self, start: int) -> list[tuple[Way, int]]:
        """Return a shortest way from a state, each of its parts with the state that it leads to."""
        found = []
        while self.distance[start]:
            way, start = self._next(start)
            found.append((way, start))
        return found

    def _next(self, state: int) -> tuple[Way, int]:
        """Return the part of a way that depends on least, of those that lead nearer."""
        way, targets = min(self._nearer(state), key=lambda each: len(each[0].edge.depends_on))
        return way, next(bits_of(targets))

    def _nearer(self, state: int) -> Iterator[tuple[Way, int]]:
        distance = self.distance[state]
        for step in self._graph.steps[state]:
            if targets := step.to & self._at[distance - 1]:
                yield step, targets
        for detour in self._detours.of.get(state, ()):
            if self.distance.get(detour.to) == distance - detour.length:
                yield detour, 1 << detour.to

    def _measure(self, targets: Iterable[int]) -> None:
        queue = [(0, target) for target in sorted(targets)]
        backwards = _Backwards(self._graph, self._detours)
        while queue:
            distance, state = heappop(queue)
            if state in self.distance:
                continue
            self.distance[state] = distance
            self._at[distance] |= 1 << state
            for length, source in backwards.before(state):
                if source not in self.distance:
                    heappush(queue, (distance + length, source))


class _Backwards:
    """Who leads to a state. A set to which many steps lead is looked at once: the nearest of it comes first."""

    def __init__(self, graph: Graph, detours: Detours) -> None:
        sets: dict[int, list[Step]] = defaultdict(list)
        for steps in graph.steps:
            for step in steps:
                sets[step.to].append(step)
        self._sets = [[step.actor for step in steps] for steps in sets.values()]
        self._seen = [False] * len(sets)
        self._holding: dict[int, list[int]] = defaultdict(list)
        for index, mask in enumerate(sets):
            for state in bits_of(mask):
                self._holding[state].append(index)
        self._detours: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for found in detours.of.values():
            for detour in found:
                self._detours[detour.to].append((detour.length, detour.actor))

    def before(self, state: int) -> Iterator[tuple[int, int]]:
        """Yield the states that lead to a state, each with the number of hops."""
        yield from self._detours.get(state, ())
        for index in self._holding.get(state, ()):
            if not self._seen[index]:
                self._seen[index] = True
                yield from ((1, actor) for actor in self._sets[index])
