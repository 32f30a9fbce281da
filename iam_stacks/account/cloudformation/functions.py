"""The functions of CloudFormation's templates, each on an argument that is not resolved yet.

Source: CloudFormation Template Reference Guide, "Intrinsic function reference".
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from iam_stacks.account.cloudformation.conditions import holds
from iam_stacks.account.cloudformation.text import Fault, chosen, select, show, split, text_of, with_dynamic_references
from iam_stacks.account.place import Place
from iam_stacks.policy.symbol import has_symbol

if TYPE_CHECKING:
    from iam_stacks.account.cloudformation.resolver import Resolver

Function = Callable[["Resolver", Any, Place], Any]

_SUBSTITUTION = re.compile(r"\$\{([^{}]*)\}")


def is_call(value: Any) -> bool:
    """Tell whether a value is a function with its argument."""
    name = next(iter(value)) if isinstance(value, Mapping) and len(value) == 1 else None
    return name == "Ref" or str(name).startswith("Fn::")


def _arguments(resolver: Resolver, argument: Any, count: int, place: Place) -> list[Any]:
    """Return a function's arguments, resolved.

    Raises:
        Fault: there are not as many as the function takes.
    """
    if not isinstance(argument, list) or len(argument) != count:
        raise Fault(f"{show(argument)} is not a list of {count}")
    return [resolver.resolve(item, place.at(index)) for index, item in enumerate(argument)]


def _ref(resolver: Resolver, argument: Any, place: Place) -> Any:  # noqa: ARG001 - all functions are called alike
    return resolver.ref(text_of(argument))


def _get_att(resolver: Resolver, argument: Any, place: Place) -> Any:
    parts = argument.split(".", 1) if isinstance(argument, str) else resolver.resolve(argument, place)
    if not isinstance(parts, list) or len(parts) != 2:
        raise Fault(f"{show(argument)} is not a resource and an attribute")
    return resolver.attribute(text_of(parts[0]), text_of(parts[1]))


def _sub(resolver: Resolver, argument: Any, place: Place) -> str:
    form = argument if isinstance(argument, list) else [argument, {}]
    if len(form) != 2 or not isinstance(form[0], str) or not isinstance(form[1], Mapping):
        raise Fault(f"{show(argument)} is neither text nor text with variables")
    variables = {name: resolver.resolve(value, place.at(1, name)) for name, value in form[1].items()}

    def fill(match: re.Match[str]) -> str:
        name = match[1].strip()
        if name.startswith("!"):
            return f"${{{name[1:]}}}"
        if name in variables:
            return text_of(variables[name])
        return text_of(resolver.attribute(*name.split(".", 1)) if "." in name else resolver.ref(name))

    return _SUBSTITUTION.sub(fill, with_dynamic_references(form[0]))


def _join(resolver: Resolver, argument: Any, place: Place) -> str:
    delimiter, values = _arguments(resolver, argument, 2, place)
    if not isinstance(values, list):
        return _of_unknown_list("Fn::Join", [delimiter, values])
    return with_dynamic_references(text_of(delimiter).join(map(text_of, values)))


def _of_unknown_list(function: str, argument: list[Any]) -> str:
    """Return the symbol for a function of a list that is a symbol: a parameter that is known at deployment only."""
    if not has_symbol(text_of(argument[-1])):
        raise Fault(f"{show(argument[-1])} is not a list")
    return chosen(function, argument)


def _select(resolver: Resolver, argument: Any, place: Place) -> Any:
    index, values = _arguments(resolver, argument, 2, place)
    if not text_of(index).isdecimal():
        raise Fault(f"{show(index)} is not an index")
    return select(int(index), values, [index, values])


def _split(resolver: Resolver, argument: Any, place: Place) -> Any:
    delimiter, text = _arguments(resolver, argument, 2, place)
    return split(text_of(delimiter), text_of(text))


def _find_in_map(resolver: Resolver, argument: Any, place: Place) -> Any:
    default = argument[3] if isinstance(argument, list) and len(argument) == 4 else {}
    name, *keys = map(text_of, _arguments(resolver, argument[:3] if default else argument, 3, place))
    found: Any = resolver.stack.section("Mappings").get(name, {})
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    if found is not None:
        return resolver.resolve(found, place)
    if any(map(has_symbol, (name, *keys))):
        resolver.deployment.report(place, f"the mapping {name} cannot be looked up before a deployment")
        return chosen("Fn::FindInMap", [resolver.deployment.name_of(resolver.stack), name, *keys])
    if isinstance(default, Mapping) and "DefaultValue" in default:
        return resolver.resolve(default["DefaultValue"], place.at(3, "DefaultValue"))
    raise Fault(f"the mapping {name} has no {' '.join(keys)}")


def _if(resolver: Resolver, argument: Any, place: Place) -> Any:
    if not isinstance(argument, list) or len(argument) != 3:
        raise Fault(f"{show(argument)} is not a condition and two values")
    condition = {"Condition": argument[0]}
    decided = holds(resolver, condition)
    if decided is None:
        resolver.deployment.report(place.outside, f"the condition {argument[0]} cannot be decided")
        decided = holds(resolver, condition, unknown=resolver.deployment.suppose())
    taken, other = (1, 2) if decided is not False else (2, 1)
    value = resolver.resolve(argument[taken], place.at(taken))
    if decided is None and value is resolver.no_value:
        return resolver.resolve(argument[other], place.at(other))
    return value


def _import_value(resolver: Resolver, argument: Any, place: Place) -> Any:
    name = text_of(resolver.resolve(argument, place))
    return resolver.deployment.outputs.imported(name, resolver.pseudo["AWS::Region"])


def _get_stack_output(resolver: Resolver, argument: Any, place: Place) -> Any:
    found = resolver.resolve(argument, place)
    if not isinstance(found, Mapping) or not {"StackName", "OutputName"} <= set(found):
        raise Fault(f"{show(argument)} is not a StackName and an OutputName")
    region = text_of(found.get("Region", resolver.pseudo["AWS::Region"]))
    return resolver.deployment.outputs.of_stack(text_of(found["StackName"]), text_of(found["OutputName"]), region)


def _base64(resolver: Resolver, argument: Any, place: Place) -> str:
    text = text_of(resolver.resolve(argument, place))
    return chosen("Fn::Base64", text) if has_symbol(text) else b64encode(text.encode()).decode()


def _length(resolver: Resolver, argument: Any, place: Place) -> Any:
    values = resolver.resolve(argument, place)
    return len(values) if isinstance(values, list) else _of_unknown_list("Fn::Length", [values])


def _to_json(resolver: Resolver, argument: Any, place: Place) -> str:
    return json.dumps(resolver.resolve(argument, place), ensure_ascii=False, separators=(",", ":"))


def _chosen_later(name: str) -> Function:
    return lambda resolver, argument, place: chosen(
        name, [resolver.pseudo["AWS::Region"], resolver.resolve(argument, place)]
    )


FUNCTIONS: Mapping[str, Function] = {
    "Ref": _ref,
    "Fn::GetAtt": _get_att,
    "Fn::Sub": _sub,
    "Fn::Join": _join,
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::FindInMap": _find_in_map,
    "Fn::If": _if,
    "Fn::ImportValue": _import_value,
    "Fn::GetStackOutput": _get_stack_output,
    "Fn::Base64": _base64,
    "Fn::Length": _length,
    "Fn::ToJsonString": _to_json,
    "Fn::GetAZs": _chosen_later("Fn::GetAZs"),
    "Fn::Cidr": _chosen_later("Fn::Cidr"),
}
"""What each function does with its argument at a place; it may raise Fault."""
