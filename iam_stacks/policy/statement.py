"""A statement of a policy document as an immutable value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Principals:
    """A Principal or NotPrincipal element.

    Attributes:
        entries: each kind (`AWS`, `Service`, `Federated`, `CanonicalUser`) with its names; `"*"` alone is
            (("*", ("*",)),).
    """

    entries: tuple[tuple[str, tuple[str, ...]], ...]

    def render(self) -> Any:
        """Return the element as IAM reads it."""
        return "*" if self.entries == (("*", ("*",)),) else {kind: list(names) for kind, names in self.entries}


@dataclass(frozen=True)
class Clause:
    """One line of a Condition element: all of a statement's clauses must hold.

    Attributes:
        operator: such as `StringEquals` or `ForAllValues:StringLikeIfExists`.
        key: the condition key, as written.
        values: the values, any of which may match (none of which may, for a negated operator).
    """

    operator: str
    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement. Exactly one of each pair (`actions` and `not_actions`, ...) is given; the other is None."""

    effect: str
    sid: str | None = None
    principals: Principals | None = None
    not_principals: Principals | None = None
    actions: tuple[str, ...] | None = None
    not_actions: tuple[str, ...] | None = None
    resources: tuple[str, ...] | None = None
    not_resources: tuple[str, ...] | None = None
    conditions: tuple[Clause, ...] = ()

    def render(self) -> dict[str, Any]:
        """Return the statement as IAM reads it."""
        operators = {clause.operator: None for clause in self.conditions}
        elements = {
            "Sid": self.sid,
            "Effect": self.effect,
            "Principal": self.principals and self.principals.render(),
            "NotPrincipal": self.not_principals and self.not_principals.render(),
            "Action": _list(self.actions),
            "NotAction": _list(self.not_actions),
            "Resource": _list(self.resources),
            "NotResource": _list(self.not_resources),
            "Condition": {
                operator: {clause.key: list(clause.values) for clause in self.conditions if clause.operator == operator}
                for operator in operators
            }
            or None,
        }
        return {name: value for name, value in elements.items() if value is not None}

    def normalised(self) -> Statement:
        """Return the statement with lists sorted and without repetitions, and with actions in lower case."""
        return replace(
            self,
            actions=_sorted(self.actions, fold=True),
            not_actions=_sorted(self.not_actions, fold=True),
            resources=_sorted(self.resources),
            not_resources=_sorted(self.not_resources),
            conditions=tuple(
                sorted(
                    (replace(clause, values=_sorted(clause.values)) for clause in self.conditions),
                    key=lambda clause: (clause.operator, clause.key),
                )
            ),
        )


def _list(values: tuple[str, ...] | None) -> list[str] | None:
    return None if values is None else list(values)


def _sorted(values: tuple[str, ...] | None, *, fold: bool = False) -> Any:
    return values and tuple(sorted({value.lower() if fold else value for value in values}))
