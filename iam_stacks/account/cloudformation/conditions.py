"""Conditions of a template, in three values: true, false, or not to be known before a deployment.

Source: CloudFormation Template Reference Guide, "Condition functions".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from iam_stacks.account.cloudformation.text import Fault, show, text_of
from iam_stacks.account.place import Place
from iam_stacks.policy.symbol import has_symbol

if TYPE_CHECKING:
    from iam_stacks.account.cloudformation.resolver import Resolver


def holds(resolver: Resolver, expression: Any, *, unknown: bool | None = None) -> bool | None:
    """Return what a condition is.

    Args:
        resolver: of its stack.
        expression: the condition.
        unknown: what a comparison is taken for that cannot be known. Default: nothing, and it is None.

    Raises:
        Fault: it is not a condition.
    """
    name, argument = next(iter(expression.items())) if isinstance(expression, Mapping) and expression else ("", None)
    match name, argument:
        case "Condition", str():
            return _named(resolver, argument, unknown)
        case "Fn::Equals", [left, right]:
            return _equals(resolver, left, right, unknown)
        case "Fn::Not", [part]:
            return _opposite(holds(resolver, part, unknown=unknown))
        case "Fn::And", [*parts]:
            return _all([holds(resolver, part, unknown=unknown) for part in parts])
        case "Fn::Or", [*parts]:
            return _opposite(_all([_opposite(holds(resolver, part, unknown=unknown)) for part in parts]))
    raise Fault(f"{show(expression)} is not a condition")


def _named(resolver: Resolver, name: str, unknown: bool | None) -> bool | None:
    conditions = resolver.stack.section("Conditions")
    if name not in conditions:
        raise Fault(f"there is no condition {name}")
    key = (resolver.stack, "condition", name, unknown)
    found: bool | None = resolver.deployment.memo.get(key, lambda: holds(resolver, conditions[name], unknown=unknown))
    return found


def _equals(resolver: Resolver, left: Any, right: Any, unknown: bool | None) -> bool | None:
    place = Place(resolver.stack.file, "", ("Conditions",))
    values = [_comparable(resolver.resolve(value, place)) for value in (left, right)]
    if values[0] == values[1]:
        return True
    return unknown if any(map(has_symbol, values)) else False


def _comparable(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else text_of(value)


def _opposite(value: bool | None) -> bool | None:
    return None if value is None else not value


def _all(values: list[bool | None]) -> bool | None:
    if False in values:
        return False
    return None if None in values else True
