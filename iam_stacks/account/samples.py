"""Resources that stand for all resources: one for every difference that statements can see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from iam_stacks.account import service_data
from iam_stacks.policy.rule import Rule
from iam_stacks.policy.variables import Context, Template, Variable
from iam_stacks.policy.wildcard import MANY, arn_matcher, pattern_of
from iam_stacks.policy.witness import OTHER, witnesses

ANY_RESOURCE = "*"
"""What an action is about that is not about one resource."""


def resource_patterns(rules: Iterable[Rule], context: Context) -> tuple[str, ...]:
    """Return the patterns of the statements' resources; a variable without a value may stand for anything."""
    templates = (template for rule in rules if rule.resources for template in rule.resources.patterns)
    return tuple(sorted({_filled(template, context) for template in templates}))


def samples(patterns: Sequence[str], action: str) -> tuple[str, ...]:
    """Return resources of the action that together match every combination of patterns that one resource can match.

    Args:
        patterns: of the statements about the action.
        action: as AWS writes it. An action without resource types is about `*`.
    """
    types = service_data.resource_arn_patterns(action)
    if types == (ANY_RESOURCE,) or set(patterns) <= {MANY}:
        return (ANY_RESOURCE,)
    return _samples(tuple(patterns), tuple(map(pattern_of, types)))


@lru_cache(maxsize=4096)
def _samples(patterns: tuple[str, ...], types: tuple[str, ...]) -> tuple[str, ...]:
    reachable = tuple(pattern for pattern in patterns if any(_overlap(pattern, each) for each in types))
    texts = (text or OTHER for text in witnesses((*reachable, *types), arn=True))
    of_type = [arn_matcher(each) for each in types]
    return tuple(text for text in texts if any(matches(text) for matches in of_type))


def _overlap(pattern: str, other: str) -> bool:
    """Tell whether the services of two patterns can be the same: most patterns are told apart by it, and fast."""
    services = [text.split(":")[2] if text.count(":") > 1 else MANY for text in (pattern, other)]
    return MANY in "".join(services) or services[0] == services[1]


def _filled(template: Template, context: Context) -> str:
    return "".join(part if isinstance(part, str) else _value(part, context) for part in template.parts)


def _value(variable: Variable, context: Context) -> str:
    value = context.get(variable.key)
    return value if isinstance(value, str) else variable.default or MANY
