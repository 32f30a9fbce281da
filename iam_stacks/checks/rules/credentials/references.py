"""What the value of a property or an output refers to, as a template has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_SUBSTITUTION = re.compile(r"\$\{\s*([^!{}\s][^{}\s]*)\s*\}")
_FROM_ELSEWHERE = {"Fn::ImportValue", "Fn::GetStackOutput", "Fn::Transform"}


def references(value: Any) -> Iterator[str]:
    """Yield the names of parameters, of resources, and of attributes such as `Key.SecretAccessKey`.

    What comes from another stack has no name here, so it is called as the function that gets it.
    """
    if isinstance(value, list):
        yield from (name for item in value for name in references(item))
    for key, argument in value.items() if isinstance(value, Mapping) else ():
        yield from (key,) if key in _FROM_ELSEWHERE else ()
        yield from _CALLS.get(key, references)(argument)


def parameter(template: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """Return how a template declares a parameter; None if it has none of that name."""
    found = template.get("Parameters", {}).get(name)
    return found if isinstance(found, Mapping) else None


def is_hidden(declared: Mapping[str, Any]) -> bool:
    """Tell whether CloudFormation hides what is given for a parameter."""
    return str(declared.get("NoEcho")).lower() == "true"


def _ref(argument: Any) -> Iterator[str]:
    yield str(argument)


def _get_att(argument: Any) -> Iterator[str]:
    yield ".".join(map(str, argument)) if isinstance(argument, list) else str(argument)


def _sub(argument: Any) -> Iterator[str]:
    text, variables = argument if isinstance(argument, list) and len(argument) == 2 else (argument, {})
    yield from (name for name in _SUBSTITUTION.findall(str(text)) if name not in variables)
    yield from references(list(variables.values()))


_CALLS = {"Ref": _ref, "Fn::GetAtt": _get_att, "Fn::Sub": _sub}
