"""What AWS has and does not list: services, actions and resources that only its own managed policies and CDK name.

Some are internal, some of services that AWS has closed to new customers. It is package data that
`python -m tools.unlisted` writes.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path

from iam_stacks.account.service_data import expand_actions, service_exists
from iam_stacks.policy.wildcard import matcher, pattern_of

_FILE = Path(__file__).with_name("unlisted.json")


def service_is_known(service: str) -> bool:
    """Tell whether AWS lists the service, or names it without listing it."""
    return service_exists(service) or service.lower() in _actions()


@lru_cache(maxsize=32768)
def action_is_known(pattern: str) -> bool:
    """Tell whether a pattern of an Action element stands for an action that AWS lists or names.

    Of a service that AWS does not list, every action may be one.
    """
    return bool(expand_actions(pattern)) or _is_unlisted(pattern.lower())


def may_have_resources(action: str) -> bool:
    """Tell whether AWS names resources for an action, as AWS writes it, though it lists no type of them."""
    return action in _read()["resources"]


def _is_unlisted(pattern: str) -> bool:
    service = pattern.partition(":")[0]
    unlisted = _actions().get(service, ())
    return any(map(matcher(pattern_of(pattern)), unlisted)) or (bool(unlisted) and not service_exists(service))


@cache
def _actions() -> dict[str, list[str]]:
    """Return the actions, and patterns of actions, by their service."""
    found: dict[str, list[str]] = {}
    for action in _read()["actions"]:
        found.setdefault(action.partition(":")[0], []).append(action)
    return found


@cache
def _read() -> dict[str, frozenset[str]]:
    read = json.loads(_FILE.read_text(encoding="ascii"))
    return {name: frozenset(actions) for name, actions in read.items()}
