"""Resources that stand for all resources: one for every difference that statements can see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from iam_stacks.account import service_data
from iam_stacks.policy.rule import Rule
from iam_stacks.policy.variables import Context, Template, Variable
from iam_stacks.policy.wildcard import MANY, arn_matcher, pattern_of
from iam_stacks.policy.witness import witnesses

_SOMETHING = "?*"
_BUCKETS = re.compile(f"arn:[^:]*:s3:::{pattern_of(_SOMETHING)}")
_OBJECTS = pattern_of("arn:*:s3:::*/*")

ANY_RESOURCE = "*"
"""What an action is about that is not about one resource."""


def resource_patterns(rules: Iterable[Rule], context: Context) -> tuple[str, ...]:
    """Return the patterns of the statements' resources; a variable without a value may stand for anything."""
    templates = (template for rule in rules if rule.resources for template in rule.resources.patterns)
    return tuple(sorted({_filled(template, context) for template in templates}))


def may_be_about(rule: Rule, resource: str, context: Context) -> bool:
    """Tell whether a statement is about a resource, for some values of the variables without one at least."""
    if rule.resources is None:
        return True
    negated = rule.resources.negated
    certain = (each for each in rule.resources.patterns if not negated or each.fill(context) is not None)
    return any(arn_matcher(_filled(each, context))(resource) for each in certain) is not negated


def samples(patterns: Sequence[str], action: str, partition: str) -> tuple[str, ...]:
    """Return resources of the action that together match every combination of patterns that one resource can match.

    Args:
        patterns: of the statements about the action.
        action: as AWS writes it. An action without resource types is about `*`.
        partition: of the account; no resource that its principals can reach is in another one.
    """
    types = service_data.resource_arn_patterns(action)
    if types == (ANY_RESOURCE,) or set(patterns) <= {MANY}:
        return (ANY_RESOURCE,)
    ours = {re.sub("^arn:[*]:", f"arn:{partition}:", each).replace("*", _SOMETHING) for each in types}
    return _samples(tuple(patterns), tuple(sorted(map(pattern_of, ours))))


@lru_cache(maxsize=4096)
def _samples(patterns: tuple[str, ...], types: tuple[str, ...]) -> tuple[str, ...]:
    reachable = tuple(pattern for pattern in patterns if any(_overlap(pattern, each) for each in types))
    objects = (_OBJECTS,) if any(map(_BUCKETS.fullmatch, types)) else ()
    texts = witnesses((*reachable, *types, *objects), arn=True)
    return tuple(text for text in texts if any(_is_of_type(text, each) for each in types))


def _is_of_type(arn: str, pattern: str) -> bool:
    """Tell whether an ARN can be of a resource type. What has a slash is an object, although a bucket's pattern has
    room for it. Source: S3 User Guide, "General purpose bucket naming rules".
    """
    return arn_matcher(pattern)(arn) and not (_BUCKETS.fullmatch(pattern) and arn_matcher(_OBJECTS)(arn))


def _overlap(pattern: str, other: str) -> bool:
    """Tell whether the services of two patterns can be the same: most patterns are told apart by it, and fast."""
    services = [text.split(":")[2] if text.count(":") > 1 else MANY for text in (pattern, other)]
    return MANY in "".join(services) or services[0] == services[1]


def _filled(template: Template, context: Context) -> str:
    return "".join(part if isinstance(part, str) else _value(part, context) for part in template.parts)


def _value(variable: Variable, context: Context) -> str:
    value = context.get(variable.key)
    return value if isinstance(value, str) else variable.default or MANY
