"""Parameters of AWS Config's rules: a rule that is told to overlook something does not watch it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from iam_stacks.evidence.values import number


@dataclass(frozen=True)
class Parameter:
    """A parameter.

    Attributes:
        name: its name.
        default: what AWS Config takes if nothing is said; None if it must be given.
        suffices: whether a value is enough to watch a practice.
    """

    name: str
    default: str | None
    suffices: Callable[[Any], bool]


def at_least(name: str, least: int, default: str) -> Parameter:
    """Return a parameter that must be a number, and not lower."""
    return Parameter(name, default, lambda value: (number(value) or 0) >= least)


def at_most(name: str, most: int, default: str) -> Parameter:
    """Return a parameter that must be a number, and not higher."""
    return Parameter(name, default, lambda value: 0 < (number(value) or 0) <= most)


def is_true(name: str) -> Parameter:
    """Return a parameter that must be true, as it is if nothing is said.

    AWS Config Developer Guide, iam-password-policy: only `true` in lower case is true.
    """
    return Parameter(name, "true", lambda value: value in ("true", True))


def ends(name: str, ending: str) -> Parameter:
    """Return a parameter that must be given, a text or a list of texts with commas of which one has such an end."""
    return Parameter(name, None, lambda value: any(each.strip().endswith(ending) for each in str(value).split(",")))


def given(name: str, *values: Any) -> Parameter:
    """Return a parameter that must be given, as one of some values."""
    return Parameter(name, None, lambda value: value in values)


def one_of(name: str, *values: str) -> Parameter:
    """Return a parameter that must have one of some values; the first one is the default."""
    return Parameter(name, values[0], lambda value: value in values)
