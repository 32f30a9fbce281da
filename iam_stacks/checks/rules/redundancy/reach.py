"""What statements are about, to find those that are about everything that another one is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from iam_stacks.checks.element import has_wildcard
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.extent import Extent, actions_of, resources_of
from iam_stacks.policy.statement import Clause, Principals, Statement

_EVERYONE = frozenset((("AWS", "*"),))


@dataclass(frozen=True, eq=False)
class Reach:
    """What a statement is about.

    Attributes:
        view: the statement.
    """

    view: StatementView

    def covers(self, other: Reach) -> bool:
        """Tell whether it is certain that it matches every request that another statement of its policy matches."""
        return (
            self._may_cover(other)
            and self.actions.covers(other.actions)
            and self.conditions <= other.conditions
            and self._covers_principals(other)
            and self._covers_resources(other)
        )

    @property
    def name(self) -> str:
        """What messages call it."""
        return self._statement.sid or f"Statement[{self.view.index}]"

    @cached_property
    def actions(self) -> Extent:
        """The actions that it is about."""
        return actions_of(self._statement)

    @cached_property
    def resources(self) -> Extent | None:
        """The resources that it is about; None if it names none."""
        return resources_of(self._statement, variables=self.view.policy.has_variables)

    @cached_property
    def conditions(self) -> frozenset[tuple[str, str, frozenset[str]]]:
        """What it asks for; all of it must hold."""
        return frozenset(map(_line, self._statement.conditions))

    @cached_property
    def _is_of_services(self) -> bool:
        """Whether it lists actions of services by name: those of all services take long to read."""
        texts = self._statement.actions
        return texts is not None and not any(has_wildcard(text.partition(":")[0]) for text in texts)

    def _may_cover(self, other: Reach) -> bool:
        """Tell what settles nearly all pairs in no time: it reaches all actions that the other one reaches."""
        both = self._is_of_services and other._is_of_services
        return not both or self.view.reach >= other.view.reach

    @property
    def _statement(self) -> Statement:
        return self.view.statement

    def _covers_principals(self, other: Reach) -> bool:
        mine, others = self._statement, other._statement
        listed = _names(mine.principals)
        named = listed == _EVERYONE or listed >= _names(others.principals)
        return named and _names(mine.not_principals) == _names(others.not_principals)

    def _covers_resources(self, other: Reach) -> bool:
        if self.resources is None or other.resources is None:
            return self.resources is other.resources
        return self.resources.covers(other.resources)


def _line(clause: Clause) -> tuple[str, str, frozenset[str]]:
    return clause.operator, clause.key.lower(), frozenset(clause.values)


def _names(principals: Principals | None) -> frozenset[tuple[str, str]]:
    """Return the kind and name of each principal; none where none can be named."""
    entries = principals.entries if principals else ()
    return frozenset(("AWS" if kind == "*" else kind, name) for kind, names in entries for name in names)
