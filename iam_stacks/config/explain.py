"""pydantic's errors in the words of `iam.yaml`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from iam_stacks.config.expected import keys_at, mapping_at, values_at
from iam_stacks.config.fault import Fault, KeyPath, dotted, listing, suggest
from iam_stacks.config.marks import REFUSED
from iam_stacks.config.source import Source

_KEY_MARK = "[key]"
_KINDS = {"string": "text, in quotes where it looks like a number", "bool": "true or false", "int": "a whole number"}
_SHAPES = {"tuple_type": "a list", "dict_type": "a mapping"}


def explain(error: ValidationError, source: Source) -> list[Fault]:
    """Return one fault for each of pydantic's errors."""
    return [_fault(details, source) for details in error.errors(include_url=False) if not _is_echo(details)]


def _is_echo(details: Any) -> bool:
    """Tell whether pydantic calls a list too short only because its items have faults of their own."""
    least: int = details.get("ctx", {}).get("min_length", 0)
    return details["type"] == "too_short" and len(details["input"]) >= least


def _fault(details: Any, source: Source) -> Fault:
    path = _as_written(tuple(step for step in details["loc"] if step != _KEY_MARK), source.data)
    line, column = source.place(path)
    explained = _EXPLANATIONS.get(details["type"], _unforeseen)(details, path)
    return Fault(line=line, column=column, key=dotted(path), **{"given": quote(details["input"]), **explained})


def _as_written(path: KeyPath, data: Any) -> KeyPath:
    """Leave out the index of a list that was given as its one item."""
    written: list[str | int] = []
    for step in path:
        if isinstance(step, int) and not isinstance(data, list):
            continue
        written.append(step)
        found = (isinstance(data, dict) and step in data) or (isinstance(data, list) and step in range(len(data)))
        data = data[step] if found else None
    return tuple(written)


def quote(given: object) -> str:
    """Write a value as it stands in the file; only name the shape of a mapping or list."""
    if isinstance(given, dict | list):
        return "a mapping" if isinstance(given, dict) else "a list"
    return "nothing" if given is None else json.dumps(given, ensure_ascii=False)


def _missing(_: Any, path: KeyPath) -> dict[str, str]:
    return {"problem": f"the key {path[-1]} is required", "given": "", "allowed": values_at(path)}


def _unknown_key(_: Any, path: KeyPath) -> dict[str, str]:
    # What stands behind an unknown key is not repeated: it may be a secret that does not belong into the file.
    known = keys_at(path[:-1])
    return {
        "problem": "there is no such key here",
        "given": "",
        "allowed": listing(known),
        "suggestion": suggest(path[-1], known),
    }


def _refused(details: Any, _: KeyPath) -> dict[str, str]:
    given = {"given": ""} if isinstance(details["input"], dict) else {}
    return {name: details["ctx"][name] for name in ("problem", "allowed", "suggestion")} | given


def _wrong_type(details: Any, _: KeyPath) -> dict[str, str]:
    kind, _, _ = details["type"].partition("_")
    return {"problem": "this is of the wrong type", "allowed": _KINDS[kind]}


def _wrong_shape(details: Any, _: KeyPath) -> dict[str, str]:
    return {"problem": "this has the wrong shape", "allowed": _SHAPES[details["type"]]}


def _no_mapping(_: Any, path: KeyPath) -> dict[str, str]:
    return {"problem": "this has the wrong shape", "allowed": mapping_at(path)}


def _not_in_list(details: Any, _: KeyPath) -> dict[str, str]:
    return {"problem": "this is not one of the values allowed", "allowed": details["ctx"]["expected"]}


def _too_short(details: Any, _: KeyPath) -> dict[str, str]:
    if not details["input"]:
        return {"problem": "this must not be empty", "given": ""}
    return {"problem": "this is too short", "given": "", "allowed": f"{details['ctx']['min_length']} items or more"}


def _too_small(details: Any, _: KeyPath) -> dict[str, str]:
    return {"problem": "this is too small", "allowed": f"{details['ctx']['ge']:,} or more"}


def _too_large(details: Any, _: KeyPath) -> dict[str, str]:
    return {"problem": "this is too large", "allowed": f"{details['ctx']['le']:,} or less"}


def _unforeseen(details: Any, _: KeyPath) -> dict[str, str]:
    return {"problem": details["msg"]}


_EXPLANATIONS: dict[str, Callable[[Any, KeyPath], dict[str, str]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    REFUSED: _refused,
    "string_type": _wrong_type,
    "bool_type": _wrong_type,
    "int_type": _wrong_type,
    "tuple_type": _wrong_shape,
    "dict_type": _wrong_shape,
    "model_type": _no_mapping,
    "literal_error": _not_in_list,
    "too_short": _too_short,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
}
