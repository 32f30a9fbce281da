"""Statements that deny what another statement of the policy allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from iam_stacks.checks.line import Line, lines_of
from iam_stacks.checks.rules.trust.trusted import EVERYBODY
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.inclusion import includes
from iam_stacks.policy.statement import Principals
from iam_stacks.policy.wildcard import pattern_of

_EVERYTHING = ("*",)


def denials_of(view: StatementView) -> Iterator[tuple[Line, ...]]:
    """Yield the conditions of each statement that denies everybody, or all but those it names, what another allows."""
    for each in view.policy.statements:
        if not each.allows and _denies_others(each) and _covers(each, view):
            yield tuple(lines_of(each))


def _denies_others(view: StatementView) -> bool:
    statement = view.statement
    if statement.not_principals:
        return not _names_everybody(statement.not_principals)
    return statement.principals is not None and _names_everybody(statement.principals)


def _names_everybody(principals: Principals) -> bool:
    return any(EVERYBODY in names for kind, names in principals.entries if kind in ("AWS", EVERYBODY))


def _covers(deny: StatementView, allow: StatementView) -> bool:
    """Tell whether one statement is about all actions and resources of another; no if that would take more thought."""
    denied, allowed = deny.statement, allow.statement
    actions = _lower(denied.actions or ()), _lower(allowed.actions or _EVERYTHING)
    resources = (denied.resources or (), allowed.resources or _EVERYTHING)
    no_resources = denied.resources is None and denied.not_resources is None
    return _all_included(*actions) and (no_resources or _all_included(*resources, arn=True))


def _all_included(wide: Sequence[str], narrow: Sequence[str], *, arn: bool = False) -> bool:
    patterns = [pattern_of(text) for text in wide]
    return all(any(includes(each, pattern_of(text), arn=arn) for each in patterns) for text in narrow)


def _lower(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text.lower() for text in texts)
