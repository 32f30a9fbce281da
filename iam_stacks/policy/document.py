"""A policy document as an immutable value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from iam_stacks.policy.parser import parse_elements
from iam_stacks.policy.rule import Rule, compile_statement
from iam_stacks.policy.statement import Statement

CURRENT_VERSION = "2012-10-17"
"""The version of the policy language that has variables. IAM JSON policy elements: Version."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A policy document. Make one with `parse`.

    Attributes:
        version: `2012-10-17` or `2008-10-17`; None, which means the latter, if the document does not say.
        id: its Id element.
        statements: in the order of the document.
        source: the JSON text that it was read from, if it was: `position.locate` finds places in it.
    """

    statements: tuple[Statement, ...]
    version: str | None = None
    id: str | None = None
    source: str | None = field(default=None, compare=False, repr=False)

    @classmethod
    def parse(cls, source: Mapping[str, Any] | str | Document, place: str = "") -> Document:
        """Read a document.

        Args:
            source: a mapping, or JSON text.
            place: what messages call the document, such as `identity[0]`. Default: they begin with the statement.

        Raises:
            PolicyError: IAM would refuse the document; the message names the place, with line and column in JSON text.
        """
        if isinstance(source, Document):
            return source
        version, identifier, statements = parse_elements(source, place)
        text = source if isinstance(source, str) else None
        return cls(version=version, id=identifier, statements=statements, source=text)

    def render(self) -> dict[str, Any]:
        """Return the document as IAM reads it; `Document.parse` of it is equal to this one."""
        rendered = {"Version": self.version, "Id": self.id, "Statement": [each.render() for each in self.statements]}
        return {name: value for name, value in rendered.items() if value is not None}

    def normalised(self) -> Document:
        """Return a document that decides the same, written in the one normal way."""
        return replace(self, statements=tuple(statement.normalised() for statement in self.statements))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The statements, ready to be matched; compiled once, however many principals share the document."""
        variables = self.version == CURRENT_VERSION
        return tuple(
            compile_statement(statement, index, variables=variables) for index, statement in enumerate(self.statements)
        )
