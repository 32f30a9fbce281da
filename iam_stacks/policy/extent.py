"""What an Action or Resource element is about, to ask whether another one is about all of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from iam_stacks.policy.inclusion import includes, literal_start
from iam_stacks.policy.overlap import overlap
from iam_stacks.policy.statement import Statement
from iam_stacks.policy.symbol import has_symbol, symbol
from iam_stacks.policy.variables import Variable, template
from iam_stacks.policy.wildcard import MANY, ONE, pattern_of


@dataclass(frozen=True)
class Extent:
    """What an element is about.

    Attributes:
        patterns: those of its texts, in their order.
        negated: whether it is about all others.
        arn: whether they are patterns of ARNs.
    """

    patterns: tuple[str, ...]
    negated: bool
    arn: bool
    _known: frozenset[str] = field(init=False, repr=False, compare=False)
    _wide: Mapping[str, list[str]] = field(init=False, repr=False, compare=False)
    _lengths: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the patterns with wildcards by what stands before the first: most have nothing to do with a text."""
        wide: dict[str, list[str]] = {}
        for pattern in self.patterns:
            if MANY in pattern or ONE in pattern:
                wide.setdefault(literal_start(pattern), []).append(pattern)
        object.__setattr__(self, "_known", frozenset(self.patterns))
        object.__setattr__(self, "_wide", wide)
        object.__setattr__(self, "_lengths", tuple(sorted({len(start) for start in wide})))

    @property
    def has_repetition(self) -> bool:
        """Whether it may be that one of its patterns is in another one."""
        return bool(self._wide) or len(self._known) < len(self.patterns)

    @property
    def parts(self) -> tuple[Extent, ...]:
        """One for each text, which together are about the same; itself if it is about all others."""
        return (self,) if self.negated else tuple(replace(self, patterns=(each,)) for each in self.patterns)

    def covers(self, other: Extent) -> bool:
        """Tell whether it is certain that it is about everything that another one is about."""
        if self.negated and other.negated:
            return other._lists(self)
        if self.negated:
            return not self._has_symbol and not other._has_symbol and self._is_apart_from(other)
        return MANY in self.patterns or (not other.negated and self._lists(other))

    def holds(self, pattern: str) -> bool:
        """Tell whether a pattern is one of its patterns, or in one."""
        return pattern in self._known or (bool(self._wide) and next(self.holding(pattern), None) is not None)

    def holding(self, pattern: str) -> Iterator[str]:
        """Yield those of its patterns that a pattern is in; first the same one, if it is there."""
        if pattern in self._known:
            yield pattern
        for length in self._lengths:
            for wide in self._wide.get(pattern[:length], ()):
                if wide != pattern and _is_in(pattern, wide, arn=self.arn):
                    yield wide

    @property
    def _has_symbol(self) -> bool:
        return any(map(has_symbol, self.patterns))

    def _is_apart_from(self, other: Extent) -> bool:
        return not any(_overlap(one, two) for one in self.patterns for two in other.patterns)

    def _lists(self, other: Extent) -> bool:
        return all(map(self.holds, other.patterns))


def actions_of(statement: Statement) -> Extent:
    """Return what the statement's Action or NotAction is about."""
    texts = statement.actions or statement.not_actions or ()
    return Extent(tuple(map(_action, texts)), statement.not_actions is not None, arn=False)


def resources_of(statement: Statement, *, variables: bool) -> Extent | None:
    """Return what the statement's Resource or NotResource is about; None if it has neither.

    Args:
        statement: the statement.
        variables: whether the document's version has policy variables.
    """
    texts = statement.resources or statement.not_resources
    patterns = tuple(_resource(text, variables=variables) for text in texts or ())
    return Extent(patterns, statement.not_resources is not None, arn=True) if texts else None


def _is_in(narrow: str, wide: str, *, arn: bool) -> bool:
    """Tell whether a pattern is in another one; what is known at deployment only may have any length."""
    return includes(wide, narrow, arn=arn) and (ONE not in wide or not has_symbol(narrow))


def _overlap(one: str, other: str) -> bool:
    """Tell whether a text may match two patterns; where wildcards stay within the segments of an ARN, is left out."""
    first, second = literal_start(one), literal_start(other)
    return (first.startswith(second) or second.startswith(first)) and overlap(one, other)


@lru_cache(maxsize=32768)
def _action(text: str) -> str:
    """Return the pattern of an action, whose upper and lower case are the same."""
    return pattern_of(text if has_symbol(text) else text.lower())


@lru_cache(maxsize=32768)
def _resource(text: str, *, variables: bool) -> str:
    """Return the pattern of a resource, with symbols in the place of policy variables."""
    parts = template(text, wildcards=True, variables=variables).parts
    return "".join(_symbol(part) if isinstance(part, Variable) else part for part in parts)


def _symbol(variable: Variable) -> str:
    return symbol(f"{variable.key}/{variable.default}".replace(":", "/"))
