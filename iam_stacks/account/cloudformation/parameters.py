"""The values of a template's parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from iam_stacks.account.cloudformation.text import text_of, unknown, with_dynamic_references
from iam_stacks.account.place import Place

if TYPE_CHECKING:
    from iam_stacks.account.cloudformation.resolver import Resolver

_READ_AT_DEPLOYMENT = "AWS::SSM::Parameter::Value"
_LISTS = ("CommaDelimitedList", "List<")


def parameter(resolver: Resolver, name: str) -> Any:
    """Return a parameter's value: what a parent stack passes, else its default, else a symbol.

    Source: CloudFormation User Guide, "CloudFormation template Parameters syntax".
    """
    found = resolver.stack.section("Parameters")[name]
    declared = found if isinstance(found, Mapping) else {}
    kind = str(declared.get("Type"))
    value = _passed(resolver, name, declared.get("Default"))
    if value is None or kind.startswith(_READ_AT_DEPLOYMENT):
        place = Place(resolver.stack.file, name)
        resolver.deployment.report(place, "the value of the parameter is not known before a deployment")
        return unknown(resolver.label(name))
    if not kind.startswith(_LISTS):
        return with_dynamic_references(text_of(value))
    return value if isinstance(value, list) else [item.strip() for item in text_of(value).split(",")]


def _passed(resolver: Resolver, name: str, default: Any) -> Any:
    if resolver.parent is None:
        return resolver.stack.parameters.get(name, default)
    parent, resource = resolver.parent
    given = resource.properties.get("Parameters")
    if not isinstance(given, Mapping) or name not in given:
        return default
    value = parent.resolve(given[name], resource.place.at("Parameters", name))
    return default if value is parent.no_value else value
