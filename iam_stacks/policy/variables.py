"""Policy variables: `${aws:username}`, or with a default `${aws:username, 'x'}`, and `${*}` `${?}` `${$}`.

Source: IAM User Guide, "IAM policy elements: Variables and tags".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from iam_stacks.policy.wildcard import MANY, ONE, pattern_of

Context = Mapping[str, "str | tuple[str, ...]"]
"""Lower-case condition keys, each with its value, or with the values of a multivalued key. Never an empty tuple."""

_RESERVED = frozenset((MANY, ONE))
"""What stands for wildcards in patterns: no value may bring it along."""

_VARIABLE = re.compile(r"\$\{(?:([*?$])|([^{}$,']+?)\s*(?:,\s*'([^']*)'\s*)?)\}")


@dataclass(frozen=True)
class Variable:
    """A place that a condition key's value fills.

    Attributes:
        key: the condition key, in lower case.
        name: the condition key as it is written.
        default: what stands there when the request has no such key; None if nothing can.
    """

    key: str
    name: str
    default: str | None


@dataclass(frozen=True)
class Template:
    """Text of a policy, with the places of its variables.

    Attributes:
        parts: patterns and variables, in order.
    """

    parts: tuple[str | Variable, ...]

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The places to fill."""
        return tuple(part for part in self.parts if isinstance(part, Variable))

    @property
    def fixed(self) -> str | None:
        """The text, if it has no variables."""
        return None if self.variables else "".join(part for part in self.parts if isinstance(part, str))

    def fill(self, context: Context) -> str | None:
        """Return the text for one request; None if a variable has no value; a multivalued key gives none.

        What a variable stands for is literal: a wildcard in a tag's value matches itself only.
        """
        filled = [part if isinstance(part, str) else _value(part, context) for part in self.parts]
        return None if None in filled else "".join(filled)  # type: ignore[arg-type]  # no None is left


def template(text: str, *, wildcards: bool, variables: bool) -> Template:
    """Return text of a policy, read.

    Args:
        text: as it is written.
        wildcards: whether `*` and `?` are wildcards there.
        variables: whether the document's version has variables.
    """
    read = pattern_of if wildcards else str
    if not variables or "${" not in text:
        return Template((read(text),))
    parts: list[str | Variable] = []
    end = 0
    for found in _VARIABLE.finditer(text):
        literal, name, default = found.groups()
        parts += [read(text[end : found.start()]), literal or Variable(name.lower(), name, default)]
        end = found.end()
    return Template((*parts, read(text[end:])))


def _value(variable: Variable, context: Context) -> str | None:
    value = context.get(variable.key)
    return value if isinstance(value, str) and _RESERVED.isdisjoint(value) else variable.default
