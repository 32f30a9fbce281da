"""Ways in a graph, told as hops: who does what to whom, and which statements allow it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from iam_stacks.account.model import Policy, Role, Thing
from iam_stacks.account.questions.subject import Subject
from iam_stacks.escalation.choice import Choice, choose
from iam_stacks.escalation.detours import Detour, Detours, Way
from iam_stacks.escalation.edges import Edge
from iam_stacks.escalation.graph import Graph
from iam_stacks.escalation.method import ANYTHING, ROLE, Gain, Need, Over
from iam_stacks.escalation.path import Done, Hop, Path
from iam_stacks.escalation.state import GIVEN
from iam_stacks.escalation.targets import of_the_thing
from iam_stacks.escalation.things import bits_of
from iam_stacks.escalation.trusts import ASSUME, OPENED
from iam_stacks.policy.decision import Decision

_SUPPOSED = (GIVEN.name, OPENED)
"""What stands in no policy yet."""


class Hops:
    """Tells the ways of a graph."""

    def __init__(self, graph: Graph, detours: Detours) -> None:
        """Take the graph and its detours."""
        self._graph = graph
        self._detours = detours
        self._knowledge = graph.knowledge
        self._estate = graph.knowledge.estate

    def path(self, start: int, ways: Sequence[tuple[Way, int]]) -> Path:
        """Return the path that some ways make.

        Args:
            start: the number of the state that they begin at.
            ways: in order, each with the number of the state that it leads to; at least one.
        """
        hops = tuple(dict.fromkeys(self._told(ways)))
        return Path(start=self._graph.subjects[start].arn, end=hops[-1].to, hops=hops)

    def _told(self, ways: Sequence[tuple[Way, int]]) -> Iterator[Hop]:
        for index, (way, to) in enumerate(ways):
            if isinstance(way, Detour):
                reach = self._detours.reach(way.actor)
                yield from self._told(reach.to(way.giver))
                yield from self._hops(way.giver, way.edge, way.to, None)
                yield from self._told(reach.to(way.receiver))
            else:
                following = ways[index + 1][1] if index + 1 < len(ways) else None
                yield from self._hops(way.actor, way.edge, to, following)

    def _hops(self, actor: int, edge: Edge, to: int, following: int | None) -> Iterator[Hop]:
        subject = self._graph.subjects[actor]
        gained = self._graph.subjects[to].arn
        for thing in self._things(edge, to, following):
            role = self._role(thing, gained)
            done = tuple(self._done(subject, edge, thing, role))
            made = next((each.resource for each in done), gained)
            arn = thing.arn if thing else made
            to_arn = made if edge.method.gain is Gain.CREATE else gained
            yield Hop(actor=subject.arn, to=to_arn, thing=arn, method=edge.method, done=done)

    def _things(self, edge: Edge, to: int, following: int | None) -> list[Thing | None]:
        """Return to what something is done: one thing; of groups that are joined as many as are needed."""
        over, method = edge.method.over, edge.method
        if over is Over.NOTHING:
            return [None]
        if method.gain is Gain.JOIN:
            return list(self._estate.some(over, self._needed(edge, to, following)))
        state = self._graph.states[to]
        if over in (Over.USER, Over.ROLE):
            return [self._estate.principals[state.principal]]
        each = (1 << index for index in bits_of(edge.things))
        fitting = (
            thing
            for thing in each
            if self._estate.gaining(method, thing) >> state.principal & 1
            or self._estate.grows_with(method, thing, state.groups)
        )
        return list(self._estate.some(over, next(fitting)))

    def _needed(self, edge: Edge, to: int, following: int | None) -> int:
        """Return as few groups as are enough to go on: one, if one is."""
        alone = (1 << index for index in bits_of(edge.things) if self._is_enough(edge, to, following, 1 << index))
        groups = next(alone, 0)
        if groups:
            return groups
        groups = edge.things
        for index in bits_of(edge.things):
            fewer = groups & ~(1 << index)
            groups = fewer if self._is_enough(edge, to, following, fewer) else groups
        return groups

    def _is_enough(self, edge: Edge, to: int, following: int | None, groups: int) -> bool:
        graph = self._graph
        joined = graph.having_joined(to, edge.things, groups)
        if following is None:
            return joined in graph.administrative
        onward = following
        if graph.states[following].principal == graph.states[to].principal:
            onward = graph.having_joined(following, edge.things, groups)
        return any(step.to >> onward & 1 for step in graph.steps[joined])

    def _role(self, thing: Thing | None, gained: str) -> Role | None:
        number = self._estate.number.get(gained)
        principal = None if number is None or thing is None else self._estate.principals[number]
        return principal if isinstance(principal, Role) else None

    def _done(self, subject: Subject, edge: Edge, thing: Thing | None, role: Role | None) -> Iterator[Done]:
        method = edge.method
        choices = {on: choose(self._knowledge, subject, needs) for on, needs in method.chosen.items()}
        for need in method.needs:
            if need.on in choices:
                yield _chosen(need, choices[need.on], method.chosen[need.on])
            else:
                on = role if need.on == ROLE else thing
                resource = ANYTHING if need.on == ANYTHING or on is None else on.arn
                yield _done(need.action, resource, self._decide(subject, need, on if need.on != ANYTHING else None))
        if method.service and role:
            yield _done(ASSUME, role.arn, self._knowledge.trusts.decide(method.service, role), by=method.service)

    def _decide(self, subject: Subject, need: Need, on: Thing | None) -> Decision:
        if on is None:
            return self._knowledge.decide(subject, need, ANYTHING)
        guards: tuple[Policy, ...] = ()
        if need.action == ASSUME and isinstance(on, Role):
            trust = self._knowledge.trusts.opened_to(subject) if need.opened else on.trust
            guards = (trust,) if trust else ()
        return self._knowledge.decide(subject, need, on.arn, of_the_thing(on, need.action), guards)


def _chosen(need: Need, choice: Choice | None, needs: Sequence[Need]) -> Done:
    assert choice
    return _done(need.action, choice.resource, choice.decisions[needs.index(need)])


def _done(action: str, resource: str, decision: Decision, by: str | None = None) -> Done:
    statements = tuple(each for each in decision.reasons if each.policy not in _SUPPOSED)
    return Done(action=action, resource=resource, statements=statements, depends_on=decision.depends_on, by=by)
