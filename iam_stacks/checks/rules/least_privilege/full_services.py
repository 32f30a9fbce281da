"""The services of which a statement allows everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from iam_stacks.account.service_data import access_level, expand_actions, services
from iam_stacks.checks.once import once
from iam_stacks.checks.rules.least_privilege.wide import is_narrowed, is_on_all_of
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.statement import Statement
from iam_stacks.policy.wildcard import matcher, pattern_of

_HARMLESS = {"List", "Read"}


@once
def full_services(view: StatementView) -> tuple[str, ...]:
    """Return the services of which a statement allows all actions on whatever resource; sorted.

    Services that only read are left out: what is secret in them is not theirs. So are those whose actions are listed
    one by one.
    """
    if not view.grants or is_narrowed(view):
        return ()
    statement = view.statement
    asked = _untouched(statement) if statement.actions is None else _complete(statement.actions, statement.resources)
    everywhere = any(not text.strip("*") for text in statement.resources or ())
    return tuple(sorted(each for each in asked if everywhere or is_on_all_of(view, each)))


def _complete(actions: tuple[str, ...], resources: tuple[str, ...] | None) -> Iterator[str]:
    """Yield the services all of whose actions are in an Action element."""
    texts = frozenset(map(str.lower, actions))
    wild: dict[str, list[str]] = defaultdict(list)
    for text in filter(_is_wild, texts):
        wild[text.partition(":")[0]].append(text)
    anywhere = {name for place, found in wild.items() if _is_wild(place) for name in _of_all(found, resources)}
    yield from anywhere
    for service in (wild.keys() & services()) - anywhere:
        if _is_all(service, wild[service], texts) and _writes(service):
            yield service


def _of_all(patterns: list[str], resources: tuple[str, ...] | None) -> Iterator[str]:
    """Yield the services of which patterns with a wildcard in the service's place stand for everything."""
    for pattern in patterns:
        matches = matcher(pattern_of(pattern))
        yield from (service for service in _named(resources) if matches(f"{service}:"))


def _untouched(statement: Statement) -> Iterator[str]:
    """Yield the services of which a NotAction element says nothing."""
    spared = [matcher(pattern_of(text.lower().partition(":")[0])) for text in statement.not_actions or ()]
    yield from (name for name in _named(statement.resources) if not any(matches(name) for matches in spared))


@lru_cache(maxsize=1024)
def _named(resources: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the services that ARNs name: to read of all services what they have would take half a second."""
    places = [matcher(pattern_of([*text.split(":"), "*", "*"][2])) for text in resources or ("*",)]
    return tuple(service for service in services() if any(matches(service) for matches in places))


def _is_all(service: str, wild: list[str], texts: frozenset[str]) -> bool:
    """Tell whether patterns, and actions that are listed besides, stand for all actions of a service together."""
    if any(not text.partition(":")[2].strip("*") for text in wild):
        return True
    found = {action for text in wild for action in expand_actions(text)}
    return all(action in found or action.lower() in texts for action in expand_actions(f"{service}:*"))


def _is_wild(text: str) -> bool:
    return "*" in text or "?" in text


@lru_cache(maxsize=1024)
def _writes(service: str) -> bool:
    return any(access_level(action) not in _HARMLESS for action in expand_actions(f"{service}:*"))
