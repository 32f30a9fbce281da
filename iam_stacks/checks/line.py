"""The lines of a statement's Condition element, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from iam_stacks.checks.views import StatementView
from iam_stacks.policy.operators import Operator, find_operator
from iam_stacks.policy.position import Path
from iam_stacks.policy.statement import Clause
from iam_stacks.policy.symbol import has_symbol

_VARIABLE = "${"


class Line(NamedTuple):
    """A line.

    Attributes:
        clause: as it is written.
        operator: what it asks.
        view: the statement.
    """

    clause: Clause
    operator: Operator
    view: StatementView

    @property
    def steps(self) -> Path:
        """The steps to it."""
        return ("Condition", self.clause.operator, self.clause.key)

    @property
    def detail(self) -> str:
        """What tells it from the statement's other lines."""
        return f"{self.clause.operator} {self.clause.key.lower()}"

    @property
    def asks_for_key(self) -> bool:
        """Whether it holds for requests only that have the key."""
        if self.operator.family == "Null":
            return [value.lower() for value in self.clause.values] == ["false"]
        return not (self.operator.negated or self.operator.if_exists or self.operator.quantifier == "ForAllValues")

    def steps_to(self, value: str) -> Path:
        """Return the steps to one of its values; without an index where they are no list."""
        written: Any = dict(self.view.policy.raw_statements).get(self.view.index)
        for step in self.steps:
            written = written.get(step) if isinstance(written, Mapping) else None
        return (*self.steps, self.clause.values.index(value)) if isinstance(written, list | tuple) else self.steps

    def detail_of(self, value: str) -> str:
        """Return what tells a value from the statement's others."""
        return f"{self.detail} {value}"


def lines_of(view: StatementView) -> Iterator[Line]:
    """Yield the lines of a statement whose key is known; none of AWS's own policies."""
    for clause in () if view.policy.of_aws else view.statement.conditions:
        operator = find_operator(clause.operator)
        if operator and not has_symbol(clause.key):
            yield Line(clause, operator, view)


def is_known(value: str) -> bool:
    """Tell whether a value is all literal: neither symbols nor policy variables are in it."""
    return not has_symbol(value) and _VARIABLE not in value
