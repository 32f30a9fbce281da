"""The tables of a page."""

import inspect
from collections.abc import Callable
from dataclasses import is_dataclass
from typing import Any

from docs.generate.constructs.docstring import entries, split_default

_PLACE = {"scope", "id"}
_NOTHING: tuple[object, ...] = (None, (), {}, "")


def arguments(maker: Callable[..., Any]) -> str:
    """Return the table of what a constructor, method or function takes; nothing if it takes nothing."""
    meanings = entries(maker, "Args") or (entries(maker, "Attributes") if is_dataclass(maker) else {})
    # Together they say where a construct stands, and every construct has them.
    untold = _PLACE if meanings.keys() > _PLACE else set()
    parameters = inspect.signature(maker).parameters if meanings else {}
    rows = [_argument(parameters[name], meaning) for name, meaning in meanings.items() if name not in untold]
    return "| argument | type | default | meaning |\n|---|---|---|---|\n" + "".join(rows) if rows else ""


def attributes(exposing: type, properties: dict[str, str]) -> str:
    """Return the table of what a class exposes, with what its bases do; nothing if nothing is.

    Args:
        exposing: the class.
        properties: its properties, each with its meaning; what the class itself says of one is preferred.
    """
    lineage = [entries(each, "Attributes") for each in reversed(exposing.__mro__) if "__doc__" in vars(each)]
    said = {name: meaning for each in lineage for name, meaning in each.items()}
    rows = [f"| `{name}` | {meaning} |\n" for name, meaning in (said | properties | said).items()]
    return "| attribute | meaning |\n|---|---|\n" + "".join(rows) if rows else ""


def refusals(maker: object) -> str:
    """Return what is raised, and when."""
    return "\n".join(f"Raises `{name}`: {meaning}\n" for name, meaning in entries(maker, "Raises").items())


def _argument(parameter: inspect.Parameter, meaning: str) -> str:
    text, default = split_default(meaning)
    several = "*" if parameter.kind is parameter.VAR_POSITIONAL else ""
    kind = str(parameter.annotation).replace(" | ", " or ")
    return f"| `{several}{parameter.name}` | `{kind}` | {default or _in_signature(parameter)} | {text} |\n"


def _in_signature(parameter: inspect.Parameter) -> str:
    if parameter.kind is parameter.VAR_POSITIONAL or parameter.default in _NOTHING:
        return "none"
    return "required" if parameter.default is parameter.empty else f"`{parameter.default!r}`"
