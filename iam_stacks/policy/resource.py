"""A Resource or NotResource element, ready to be asked of many requests."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from iam_stacks.policy.variables import Context, Template, template
from iam_stacks.policy.wildcard import MANY, ONE, Matcher, any_matches, arn_matcher

_HEADER = re.compile(r"arn(?::(?:\$\{[^}]*\}|[^:])*){0,4}(?::|$)", re.DOTALL)
"""The first five parts of an ARN, in which `${...}` may have colons of its own."""


@dataclass(frozen=True, eq=False)
class Resources:
    """The resources that a statement is about.

    Attributes:
        patterns: the ARNs, with wildcards and the places of variables.
        negated: whether it is about all others.
        fixed: tells whether one of the patterns without variables matches.
        variable: the patterns with variables.
    """

    patterns: tuple[Template, ...]
    negated: bool
    fixed: Matcher = field(init=False)
    variable: tuple[Template, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Compile the patterns without variables, once."""
        fixed = [text for text in (pattern.fixed for pattern in self.patterns) if text is not None]
        object.__setattr__(self, "fixed", _any(fixed))
        object.__setattr__(self, "variable", tuple(each for each in self.patterns if each.variables))

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The condition keys that its variables read, in lower case and as written."""
        return tuple((each.key, each.name) for pattern in self.variable for each in pattern.variables)

    def match(self, resource: str, context: Context) -> bool:
        """Tell whether the statement is about a resource. A pattern whose variable has no value matches nothing."""
        matched = self.fixed(resource)
        if not matched and self.variable:
            filled = (pattern.fill(context) for pattern in self.variable)
            matched = any(pattern is not None and arn_matcher(pattern)(resource) for pattern in filled)
        return matched is not self.negated


def compile_resources(texts: tuple[str, ...], *, negated: bool, variables: bool) -> Resources:
    """Return the element, compiled.

    Args:
        texts: the ARNs as written.
        negated: whether it is a NotResource.
        variables: whether the document's version has policy variables.
    """
    return Resources(tuple(_template(text, variables=variables) for text in texts), negated)


def _template(text: str, *, variables: bool) -> Template:
    """Read one resource; before the fifth colon of an ARN nothing is a variable.

    Source: IAM policy elements: Variables and tags, "Resource element".
    """
    header = _HEADER.match(text)
    start = header.end() if header else 0
    fixed = template(text[:start], wildcards=True, variables=False)
    return Template((*fixed.parts, *template(text[start:], wildcards=True, variables=variables).parts))


def _any(patterns: list[str]) -> Matcher:
    exact = frozenset(pattern for pattern in patterns if MANY not in pattern and ONE not in pattern)
    matchers = [arn_matcher(pattern) for pattern in patterns if pattern not in exact]
    return any_matches([*([exact.__contains__] if exact else ()), *matchers])
