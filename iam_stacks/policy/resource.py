"""A Resource or NotResource element, ready to be asked of many requests."""

from __future__ import annotations

from dataclasses import dataclass, field

from iam_stacks.policy.variables import Context, Template, template
from iam_stacks.policy.wildcard import MANY, ONE, Matcher, any_matches, arn_matcher


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
    return Resources(tuple(template(text, wildcards=True, variables=variables) for text in texts), negated)


def _any(patterns: list[str]) -> Matcher:
    exact = frozenset(pattern for pattern in patterns if MANY not in pattern and ONE not in pattern)
    matchers = [arn_matcher(pattern) for pattern in patterns if pattern not in exact]
    return any_matches([*([exact.__contains__] if exact else ()), *matchers])
