"""Who can become administrator, and whom else somebody can become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from iam_stacks.account.account import Account
from iam_stacks.account.questions.subject import Subject
from iam_stacks.escalation.detours import Detours, Reach
from iam_stacks.escalation.graph import Graph
from iam_stacks.escalation.hops import Hops
from iam_stacks.escalation.knowledge import Knowledge
from iam_stacks.escalation.method import Method
from iam_stacks.escalation.methods import METHODS
from iam_stacks.escalation.path import Path
from iam_stacks.escalation.search import Search
from iam_stacks.policy.caller import is_service_linked_role

_FAR, _NEAR = 9, 2
"""A detour has at least two hops: whoever is as near as that needs none."""


@dataclass(frozen=True, eq=False)
class Became:
    """What somebody can become.

    Attributes:
        subject: a principal, with what it is given on the way.
        tell: tells how; None for the principal itself as it is.
    """

    subject: Subject
    tell: Callable[[], Path] | None = None

    @cached_property
    def path(self) -> Path | None:
        """How it becomes that; None for the principal itself as it is."""
        return self.tell() if self.tell else None


class Escalation:
    """The ways from each user and role of an account to more power."""

    def __init__(
        self, account: Account, *, administrators: Iterable[str] = (), methods: Sequence[Method] = METHODS
    ) -> None:
        """Take the account; nothing is worked out before somebody asks.

        Args:
            account: the account.
            administrators: the ARNs of users and roles that are administrators by design. Default: those alone are
                administrators whose policies make them so.
            methods: the ways to power. Default: all that are known.
        """
        self.account = account
        self._named = frozenset(administrators)
        self._methods = methods

    @property
    def administrators(self) -> frozenset[str]:
        """The ARNs of those who are administrators, by their policies or because they are named."""
        states = (number for number in self._principals if number in self._graph.administrative)
        return frozenset(self._graph.subjects[number].arn for number in states)

    def to_administrators(self) -> tuple[Path, ...]:
        """Return for each principal that can become administrator, and is none, a shortest path; sorted."""
        return self._paths(self._search, self._graph.knowledge.powers.depends_on)

    def to(
        self, has: Callable[[Subject], bool], depends_on: Callable[[Subject], Sequence[str]] = lambda _: ()
    ) -> tuple[Path, ...]:
        """Return for each principal that can come to have something, and has it not, a shortest path; sorted.

        Args:
            has: tells whether a principal has it. Administrators are taken to have it.
            depends_on: gives the condition keys on which it depends whether somebody who has it can use it. Default:
                none.
        """
        subjects = enumerate(self._graph.subjects)
        targets = [number for number, each in subjects if number in self._graph.administrative or has(each)]
        return self._paths(Search(self._graph, self._detours, targets), depends_on)

    def become(self, arn: str) -> tuple[Became, ...]:
        """Return a principal and whom it can become, the nearest first.

        Whom an administrator can become is not looked for: it can do everything.

        Args:
            arn: the ARN of a user or role.
        """
        start = self._graph.knowledge.estate.number[arn]
        reach = self._detours.reach(start)
        others = [state for state in reach.ways if state != start]
        became = (Became(self._graph.subjects[each], partial(self._tell, start, reach, each)) for each in others)
        return (Became(self._graph.subjects[start]), *became)

    @property
    def _principals(self) -> range:
        return range(len(self._graph.knowledge.estate.principals))

    def _tell(self, start: int, reach: Reach, state: int) -> Path:
        return self._told.path(start, reach.to(state))

    def _paths(self, search: Search, depends_on: Callable[[Subject], Sequence[str]]) -> tuple[Path, ...]:
        starts = [number for number in self._principals if search.distance.get(number) and not self._is_linked(number)]
        ways = {start: search.ways(start) for start in starts}
        ends = {way[-1][1] for way in ways.values()}  # mostly few, to which many ways lead
        used_on = {end: tuple(sorted(depends_on(self._graph.subjects[end]))) for end in ends}
        paths = (replace(self._told.path(start, way), used_on=used_on[way[-1][1]]) for start, way in ways.items())
        return tuple(sorted(paths, key=lambda path: path.start))

    def _is_linked(self, number: int) -> bool:
        """Tell whether a principal is a role that a service has made for itself: nobody else acts as it."""
        return is_service_linked_role(self._graph.subjects[number].arn)

    @cached_property
    def _graph(self) -> Graph:
        return Graph(Knowledge(self.account, self._methods), self._named)

    @cached_property
    def _told(self) -> Hops:
        return Hops(self._graph, self._detours)

    @cached_property
    def _detours(self) -> Detours:
        """All detours that matter: one can lead to another, so they are looked for until there is no new one."""
        detours = Detours(self._graph)
        found = True
        while found:
            near = Search(self._graph, detours, self._graph.administrative).distance
            givers = [number for number, gifts in enumerate(self._graph.gifts) if gifts]
            before = Search(self._graph, detours, givers).distance
            starts = [each for each in self._principals if each in before and near.get(each, _FAR) > _NEAR]
            found = sum(map(detours.find, starts)) > 0
        return detours

    @cached_property
    def _search(self) -> Search:
        return Search(self._graph, self._detours, self._graph.administrative)
