"""Reading policy documents, strictly: what IAM would refuse is an error that names its place.

Source: IAM User Guide, "Grammar of the IAM JSON policy language", and the page of each element.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.operators import find_operator
from iam_stacks.policy.position import Path, locate, show_path
from iam_stacks.policy.statement import Clause, Principals, Statement

VERSIONS = ("2012-10-17", "2008-10-17")
PRINCIPAL_KINDS = ("AWS", "CanonicalUser", "Federated", "Service")
_DOCUMENT = ("Version", "Id", "Statement")
_STATEMENT = (
    *("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"),
)
_SHOWN = 60


class _FaultError(Exception):
    """Something that is wrong, and where."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


def parse_elements(source: Mapping[str, Any] | str, place: str) -> tuple[str | None, str | None, tuple[Statement, ...]]:
    """Return a document's Version, Id and statements.

    Raises:
        PolicyError: IAM would refuse the document.
    """
    document = _load(source, place) if isinstance(source, str) else source
    try:
        return _document(document)
    except _FaultError as fault:
        where = [place, show_path(fault.path)]
        if isinstance(source, str):
            where.insert(1, "line {}, column {}".format(*locate(source, fault.path)))
        raise PolicyError(": ".join([*filter(None, where), str(fault)])) from None


def _load(text: str, place: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        fault = f"line {error.lineno}, column {error.colno}: not JSON: {error.msg}"
    except (ValueError, RecursionError) as error:
        fault = f"not JSON that can be read: {error}"
    raise PolicyError(": ".join(filter(None, [place, fault])))


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {_show(twice)} is given twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a value of JSON")


def _document(document: Any) -> tuple[str | None, str | None, tuple[Statement, ...]]:
    elements = _mapping((), document, _DOCUMENT)
    version = elements.get("Version")
    if version is not None and version not in VERSIONS:
        raise _FaultError(("Version",), f"{_show(version)} is no version; allowed: {' or '.join(VERSIONS)}")
    if "Statement" not in elements:
        raise _FaultError((), "the element Statement is required")
    statements = elements["Statement"]
    if not isinstance(statements, list | tuple):
        return version, _text(("Id",), elements.get("Id")), (_statement(("Statement",), statements),)
    read = tuple(_statement(("Statement", index), statement) for index, statement in enumerate(statements))
    return version, _text(("Id",), elements.get("Id")), read


def _statement(path: Path, statement: Any) -> Statement:
    elements = _mapping(path, statement, _STATEMENT)
    effect = elements.get("Effect")
    if effect not in ("Allow", "Deny"):
        raise _FaultError((*path, "Effect"), f"{_show(effect)} is no effect; allowed: Allow or Deny")
    for name in ("Principal", "Action", "Resource"):
        if name in elements and f"Not{name}" in elements:
            raise _FaultError(path, f"{name} and Not{name} exclude each other; give one of them")
    if "Action" not in elements and "NotAction" not in elements:
        raise _FaultError(path, "a statement needs Action or NotAction")
    return Statement(
        effect=effect,
        sid=_text((*path, "Sid"), elements.get("Sid")),
        principals=_principals((*path, "Principal"), elements.get("Principal")),
        not_principals=_principals((*path, "NotPrincipal"), elements.get("NotPrincipal")),
        actions=_actions((*path, "Action"), elements.get("Action")),
        not_actions=_actions((*path, "NotAction"), elements.get("NotAction")),
        resources=_texts((*path, "Resource"), elements.get("Resource")),
        not_resources=_texts((*path, "NotResource"), elements.get("NotResource")),
        conditions=_conditions((*path, "Condition"), elements.get("Condition")),
    )


def _mapping(path: Path, value: Any, allowed: tuple[str, ...] | None = None) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _FaultError(path, f"{_show(value)} is not an object")
    for name, element in value.items():
        if not isinstance(name, str) or (allowed and name not in allowed):
            raise _FaultError(path, f"there is no element {_show(name)}; allowed: {', '.join(allowed or ('text',))}")
        if element is None:
            raise _FaultError((*path, name), "null is no value; leave the element out")
    return value


def _text(path: Path, value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise _FaultError(path, f"{_show(value)} is not text")
    return value


def _texts(path: Path, value: Any) -> tuple[str, ...] | None:
    if value is None or isinstance(value, str):
        return value if value is None else (value,)
    if not isinstance(value, list | tuple) or not value or not all(isinstance(item, str) for item in value):
        raise _FaultError(path, f"{_show(value)} is neither text nor a list of texts")
    return tuple(value)


def _actions(path: Path, value: Any) -> tuple[str, ...] | None:
    actions = _texts(path, value)
    for action in actions or ():
        if ":" not in action and set(action) != {"*"}:
            raise _FaultError(
                path, f"{_show(action)} is no action; give service:Action, with * or ? as wildcards, or *"
            )
    return actions


def _principals(path: Path, value: Any) -> Principals | None:
    if value is None or value == "*":
        return value and Principals((("*", ("*",)),))
    kinds = _mapping(path, value, PRINCIPAL_KINDS)
    if not kinds:
        raise _FaultError(path, f"no principal is given; give * or one of {', '.join(PRINCIPAL_KINDS)}")
    return Principals(tuple((kind, _texts((*path, kind), names) or ()) for kind, names in kinds.items()))


def _conditions(path: Path, value: Any) -> tuple[Clause, ...]:
    clauses = []
    for operator, keys in _mapping(path, {} if value is None else value).items():
        if find_operator(operator) is None:
            raise _FaultError((*path, operator), f"there is no condition operator {_show(operator)}")
        for key, values in _mapping((*path, operator), keys).items():
            place = (*path, operator, key)
            listed = values if isinstance(values, list | tuple) else [values]
            clauses.append(Clause(operator, key, tuple(_value(place, value) for value in listed)))
    return tuple(clauses)


def _value(path: Path, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        raise _FaultError(path, f"{_show(value)} is no condition value; give text, a number, true or false")
    try:
        return str(value)
    except ValueError as error:
        raise _FaultError(path, f"this number cannot be used: {error}") from None


def _show(value: Any) -> str:
    """Return a value as a message shows it: short, and never what a deep structure holds."""
    if isinstance(value, str):
        return json.dumps(value if len(value) <= _SHOWN else value[:_SHOWN] + "...", ensure_ascii=False)
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    return {dict: "an object", list: "a list", int: "a number", float: "a number"}.get(type(value), "this")
