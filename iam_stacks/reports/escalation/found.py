"""What was found in an account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass

from iam_stacks.account.account import Account
from iam_stacks.escalation.path import Hop, Path
from iam_stacks.escalation.words import resource
from iam_stacks.reports.escalation.names import counted, kind

_WHOEVER = ""
"""Stands for whoever does it, where it is not to matter who that is."""


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What principals come to.

    Attributes:
        paths: a path for each principal that can.
        target: the action and the resource, with a space between them; None for all of an administrator's power.
    """

    paths: tuple[Path, ...]
    target: str | None = None

    @property
    def says(self) -> str:
        """What principals can: `become administrator`."""
        return "become administrator" if self.target is None else f"come to {self.mark}"

    @property
    def mark(self) -> str:
        """What principals have then: `administrator`."""
        if self.target is None:
            return "administrator"
        action, _, on = self.target.partition(" ")
        return f"{action} on {resource(on)}"

    @property
    def summary(self) -> str:
        """How many come to it: `2 users and 1 role can become administrator`."""
        kinds = [kind(path.start) for path in self.paths]
        counts = [counted(kinds.count(each), each) for each in sorted({*kinds}, reverse=True)]
        depending = sum(1 for path in self.paths if path.depends_on)
        conditions = f", {depending:,} of them depending on conditions" if depending else ""
        return f"{' and '.join(counts) or 'nobody'} can {self.says}{conditions}"

    @property
    def routes(self) -> tuple[Route, ...]:
        """The ways to it, in the order in which they matter."""
        starts: dict[Hashable, list[Path]] = defaultdict(list)
        for path in sorted(self.paths, key=lambda path: path.start):
            starts[tuple(alike(hop, path.start) for hop in path.hops)].append(path)
        routes = [Route(paths=tuple(paths)) for paths in starts.values()]
        return tuple(sorted(routes, key=Route.rank))


@dataclass(frozen=True, kw_only=True)
class Route:
    """A way that several principals have, each by itself: the same but for who it is.

    Attributes:
        paths: the path of each, sorted by where they start; at least one.
    """

    paths: tuple[Path, ...]

    @property
    def starts(self) -> tuple[str, ...]:
        """Their ARNs, sorted."""
        return tuple(path.start for path in self.paths)

    @property
    def path(self) -> Path:
        """The path of the first."""
        return self.paths[0]

    def rank(self) -> tuple[bool, int, int, bool, str]:
        """Return what is smaller the more it matters: what is sure, short, of many, and of users comes first."""
        path = self.path
        return bool(path.depends_on), len(path.hops), -len(self.paths), kind(path.start) != "user", path.start


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found in an account.

    Attributes:
        account: the account.
        administrators: the ARNs of those that are administrators already.
        goals: what was asked about, with the paths to it.
    """

    account: Account
    administrators: frozenset[str]
    goals: tuple[Goal, ...]

    @property
    def summary(self) -> tuple[str, ...]:
        """How many come to each goal."""
        return tuple(goal.summary for goal in self.goals)


def alike(hop: Hop, who: str) -> Hashable:
    """Return what steps have in common that are the same but for who takes them.

    Args:
        hop: a step.
        who: the ARN that is not to matter.
    """

    def blank(arn: str) -> str:
        return _WHOEVER if arn == who else arn

    done = tuple((each.action, blank(each.resource), each.statements, each.depends_on) for each in hop.done)
    return blank(hop.actor), blank(hop.to), blank(hop.thing), hop.method.id, done
