"""Whether a statement's resources can be those of its actions."""

from __future__ import annotations

import re
from functools import lru_cache

from iam_stacks.account.service_data import access_level, expand_actions, resource_arns, service_arns
from iam_stacks.account.unlisted import may_have_resources
from iam_stacks.policy.automaton import MANY
from iam_stacks.policy.overlap import NAME, overlap
from iam_stacks.policy.symbol import show_symbols
from iam_stacks.policy.wildcard import pattern_of

_DOCUMENTED = frozenset(("s3:ListAllMyBuckets", "ecr:GetAuthorizationToken", "cloudwatch:PutMetricData"))
"""Actions of which the services' own guides say that Resource must be `*`."""

_TRANSFORMS = ("arn:${Partition}:cloudformation:${Region}:aws:transform/${Transform}",)
"""What CloudFormation asks about, besides the stack, when a template has a transform, and does not list."""

_PLACE = re.compile(r"\$?\{[^}]*\}")
_VARIABLE = re.compile(r"\$\{[a-z][^}]*:[^}]*\}")
"""A policy variable: what it stands for is a name, and not everything."""

_PARTS = 6
_EVERYTHING = frozenset("*:/")
_WITHOUT_SLASH = "${BucketName}"


@lru_cache(maxsize=32768)
def is_about(action: str, resources: tuple[str, ...]) -> bool:
    """Tell whether an action, or one of those that a pattern stands for, can be about one of the resources.

    Upper and lower case are the same, and every account will do, also none: a mistake there is no other type.

    Args:
        action: as an Action element has it.
        resources: the texts of a Resource element; symbols and variables in them stand for any text.
    """
    found = expand_actions(action)
    return any(_is_about(each, resource) for each in found for resource in resources)


@lru_cache(maxsize=4096)
def has_other_resources(action: str) -> bool:
    """Tell whether it is certain that an action, or those that a pattern stands for, has the listed resources only."""
    found = expand_actions(action)
    return any(map(resource_arns, found)) and not any(map(_is_doubtful, found))


def has_no_resources(action: str) -> bool:
    """Tell whether it is certain that an action, or each that a pattern stands for, has no resources.

    AWS lists no type of resource for more actions than that, and of some it asks about the thing that they make; a
    request to list something names no thing.
    """
    return all(map(_has_no_resources, expand_actions(action)))


def _has_no_resources(action: str) -> bool:
    lists = access_level(action) == "List" and not resource_arns(action)
    return action in _DOCUMENTED or (lists and not _is_doubtful(action))


def _is_doubtful(action: str) -> bool:
    return may_have_resources(action) and action not in _DOCUMENTED


@lru_cache(maxsize=65536)
def _is_about(action: str, resource: str) -> bool:
    types = _types(action)
    pattern = _pattern(resource)
    return any(overlap(pattern, each) for each in types) if types else _is_general(action, resource)


def _is_general(action: str, resource: str) -> bool:
    """Tell whether a resource can be what AWS asks about when an action has none.

    That is `*`, or with some services all of a type: `arn:aws:iam::123456789012:user/` of iam:ListUsers.
    """
    parts = _PLACE.sub("*", _VARIABLE.sub("x", show_symbols(resource))).split(":", _PARTS - 1)
    if len(parts) < _PARTS:
        return True
    service, asked = parts[2], action.partition(":")[0]
    first = re.split("[:/*?]", parts[-1], maxsplit=1)[0]
    others = parts[-1][len(first) :]
    of_service = service == asked or "*" in service
    return of_service and _EVERYTHING.issuperset(others) and (not first or (bool(others) and first in _words(asked)))


@lru_cache(maxsize=4096)
def _types(action: str) -> tuple[str, ...]:
    """Return the ARNs of an action's resources as patterns for `overlap`."""
    transforms = _TRANSFORMS if action.startswith("cloudformation:") else ()
    return tuple(map(_type, (*resource_arns(action), *(transforms if resource_arns(action) else ()))))


def _type(arn: str) -> str:
    _, _, service, region, _, resource = arn.split(":", _PARTS - 1)
    # What AWS owns has no account, whatever is published; a region has a hyphen and is never left out.
    head = f"arn:{NAME}:{service}:{NAME}{'-' if region else ''}{NAME}:{NAME}:"
    places = resource.replace(_WITHOUT_SLASH, NAME).replace("*", MANY)
    return _PLACE.sub(MANY, head + places).lower()


@lru_cache(maxsize=4096)
def _pattern(resource: str) -> str:
    return pattern_of(_PLACE.sub("*", show_symbols(resource)).lower())


@lru_cache(maxsize=512)
def _words(service: str) -> frozenset[str]:
    """Return the words with which the resources of a service begin, such as `table` and `global-table`."""
    resources = (arn.split(":", _PARTS - 1)[-1] for arn in service_arns(service))
    return frozenset(re.split("[:/]", resource, maxsplit=1)[0] for resource in resources)
