"""The states of an account's principals, and which leads to which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from iam_stacks.account.questions.subject import Subject
from iam_stacks.escalation.edges import Edge, Edges
from iam_stacks.escalation.knowledge import Knowledge
from iam_stacks.escalation.method import Gain, Over
from iam_stacks.escalation.state import CREATED, State
from iam_stacks.escalation.things import union


@dataclass(frozen=True, eq=False)
class Step:
    """What leads from a state to others.

    Attributes:
        actor: the number of the state of who does it.
        edge: what is done.
        to: the states that it leads to: a set of their numbers; shared between steps that lead to the same.
    """

    actor: int
    edge: Edge
    to: int


class Graph:
    """All states that can be reached, by their numbers: those of the principals as they are come first."""

    def __init__(self, knowledge: Knowledge, administrators: frozenset[str]) -> None:
        """Look at every principal, and at what each can become.

        Args:
            knowledge: what is known of the account.
            administrators: the ARNs of those who are administrators by design.
        """
        self.knowledge = knowledge
        self.states: list[State] = []
        self.steps: list[Sequence[Step]] = []
        """For each state what it can do: that leads on by itself."""
        self.gifts: list[Sequence[Edge]] = []
        """For each state what it can do for others, which leads on for whoever can become them too."""
        self.administrative: set[int] = set()
        self.subjects: list[Subject] = []
        self._named = administrators
        self._groups = knowledge.estate.things(Over.GROUP).all
        self._numbers: dict[State, int] = {}
        for principal in range(len(knowledge.estate.principals)):
            self.number(State(principal))
        self._look()

    def number(self, state: State) -> int:
        """Return the number of a state, which is a new one if nobody has come to it before."""
        state = state.without_what_changes_nothing(self.knowledge.estate)
        if state not in self._numbers:
            self._numbers[state] = len(self.states)
            self.states.append(state)
            subject = state.subject(self.knowledge.estate)
            self.subjects.append(subject)
            if subject.arn in self._named or self.knowledge.powers.is_administrator(subject):
                self.administrative.add(self._numbers[state])
        return self._numbers[state]

    def after(self, state: int, edge: Edge) -> int:
        """Return the state after an edge has given something to the principal of a state.

        Whoever has joined groups is not put into more by others: there would be no end to it.
        """
        known = self.states[state]
        is_joining = edge.method.gain is Gain.JOIN
        if is_joining and known.groups:
            return state
        found = self.number(known.joining(edge.things, self._groups) if is_joining else known.after(edge.method.gain))
        self._look()
        return found

    def having_joined(self, state: int, joined: int, groups: int) -> int:
        """Return the number of a state in which its principal has joined only some of the groups that it has joined."""
        known = self.states[state]
        found = self.number(replace(known, groups=known.groups & ~joined | groups & known.groups))
        self._look()
        return found

    def receives(self, state: int, edge: Edge) -> bool:
        """Tell whether an edge gives something to the principal of a state."""
        joined = self.states[state].groups
        grows = bool(joined) and self.knowledge.estate.grows_with(edge.method, edge.things, joined)
        return grows or bool(edge.gained & self._own(state))

    def _look(self) -> None:
        """Look at the states that nobody has looked at."""
        while len(self.steps) < len(self.states):
            number = len(self.steps)
            edges = [] if number in self.administrative else list(Edges(self.knowledge, self.subjects[number]))
            self.steps.append(())
            self.gifts.append([edge for edge in edges if self._is_gift(edge, number)])
            self.steps[number] = list(self._steps(number, edges))

    def _is_gift(self, edge: Edge, number: int) -> bool:
        """Tell whether others receive something: those in groups, and those who will have joined one."""
        others = edge.gained & ~self._own(number) or edge.method.over in (Over.GROUP, Over.POLICY)
        return edge.method.gain not in (Gain.ACT, Gain.CREATE) and bool(others)

    def _own(self, number: int) -> int:
        principal = self.states[number].principal
        return 0 if principal == CREATED else 1 << principal

    def _steps(self, number: int, edges: Sequence[Edge]) -> Iterator[Step]:
        state, own = self.states[number], self._own(number)
        joinable = union(edge.things for edge in edges if edge.method.gain is Gain.JOIN)
        for edge in edges:
            gain = edge.method.gain
            if gain is Gain.CREATE:
                yield Step(number, edge, 1 << self.number(State(CREATED)))
            elif gain is Gain.ACT:
                if others := edge.gained & ~own:
                    yield Step(number, edge, others)
            elif self.receives(number, edge):
                is_joining = gain is Gain.JOIN
                after = self.number(state.joining(edge.things, joinable) if is_joining else state.after(gain))
                if after != number:
                    yield Step(number, edge, 1 << after)
