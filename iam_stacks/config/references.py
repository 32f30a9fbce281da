"""What no single key can tell: names that must exist, and names that must differ.

It reads the plain data, not the models, so that its faults are reported together with theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from iam_stacks.account.selection import Selection
from iam_stacks.config.explain import quote
from iam_stacks.config.fault import Fault, KeyPath, dotted, listing, suggest
from iam_stacks.config.source import Source
from iam_stacks.policy import PolicyError

_ANY = "*"
_TRUSTS: tuple[KeyPath, ...] = (("roles", _ANY, "trust"), ("roles", _ANY, "trust", "any_of", _ANY))
_REFERENCES: dict[KeyPath, str] = {
    ("groups", _ANY, "policies", _ANY): "policies",
    ("users", _ANY, "policies", _ANY): "policies",
    ("users", _ANY, "groups", _ANY): "groups",
    ("roles", _ANY, "policies", _ANY): "policies",
    ("users", _ANY, "permissions_boundary"): "boundaries",
    ("roles", _ANY, "permissions_boundary"): "boundaries",
    **{(*trust, _ANY, "provider"): "providers" for trust in _TRUSTS},
}
_SELECTIONS: tuple[KeyPath, ...] = (("administrators", _ANY), ("guarantees", _ANY, "principals"))
_LISTS_OF_NAMES: tuple[KeyPath, ...] = (
    *((section, _ANY, key) for section in ("groups", "users", "roles") for key in ("policies", "managed_policies")),
    ("users", _ANY, "groups"),
    ("account", "notify"),
    ("monitoring", "alarms", "emails"),
    ("monitoring", "alarms", "leave_out"),
    ("monitoring", "config", "leave_out"),
    ("monitoring", "events", "leave_out"),
)
_UNIQUE_REGARDLESS_OF_CASE = (("policies", "boundaries"), ("groups",), ("users",), ("roles",))
"""IAM API Reference, CreateUser and its like: names are not distinguished by case within the account."""


def reference_faults(source: Source) -> list[Fault]:
    """Return the faults of names: unknown, given twice, alike but for case; and of what can be there only once."""
    return [
        *_unknown_names(source),
        *_unknown_principals(source),
        *_repeated_names(source),
        *_alike_names(source),
        *_repeated_urls(source),
        *_second_defaults(source),
    ]


def _unknown_names(source: Source) -> Iterator[Fault]:
    for pattern, section in _REFERENCES.items():
        known = _names(source.data, section)
        for path, name in _find(source.data, pattern):
            if isinstance(name, str) and name not in known:
                yield _unknown(source, path, section, name)


def _unknown_principals(source: Source) -> Iterator[Fault]:
    """What is said of nobody is true, and proves nothing."""
    for path, text in (found for pattern in _SELECTIONS for found in _find(source.data, pattern)):
        for kind, name in _exact(text):
            section = f"{kind}s"
            if name.rpartition("/")[2] not in _names(source.data, section):
                yield _unknown(source, path, section, name)


def _exact(selection: Any) -> tuple[tuple[str, str], ...]:
    try:
        return Selection.parse(selection).exact if isinstance(selection, str) else ()
    except PolicyError:
        return ()


def _unknown(source: Source, path: KeyPath, section: str, name: str) -> Fault:
    known = _names(source.data, section)
    words = {"given": quote(name), "allowed": listing(known), "suggestion": suggest(name, known)}
    return _fault(source, path, problem=f"{section}: has no such key", **words)


def _repeated_names(source: Source) -> Iterator[Fault]:
    for pattern in _LISTS_OF_NAMES:
        for path, names in _find(source.data, pattern):
            for index, name in enumerate(names if isinstance(names, list) else []):
                if name in names[:index]:
                    yield _fault(
                        source, (*path, index), problem="this name stands in the list already", given=quote(name)
                    )


def _alike_names(source: Source) -> Iterator[Fault]:
    for sections in _UNIQUE_REGARDLESS_OF_CASE:
        first_with: dict[str, tuple[str, str]] = {}
        for section in sections:
            for name in _names(source.data, section):
                first = first_with.setdefault(name.casefold(), (section, name))
                if first != (section, name):
                    yield _fault(source, (section, name), problem=_alike(first, name))


def _alike(first: tuple[str, str], name: str) -> str:
    section, other = first
    if other == name:
        return f"this name stands in {section}: too, and IAM takes both for the same"
    return f"this name differs from {other} in case only, and IAM takes both for the same"


def _repeated_urls(source: Source) -> Iterator[Fault]:
    """An account has one provider for each URL (IAM API Reference, CreateOpenIDConnectProvider)."""
    first_with: dict[object, object] = {}
    for path, url in _find(source.data, ("providers", _ANY, "url")):
        if isinstance(url, str) and (first := first_with.setdefault(url, path[1])) != path[1]:
            yield _fault(source, path, problem=f"the provider {first} has this URL already", given=quote(url))


def _second_defaults(source: Source) -> Iterator[Fault]:
    defaults = [path for path, default in _find(source.data, ("boundaries", _ANY, "default")) if default is True]
    for path in defaults[1:]:
        yield _fault(source, path, problem=f"the boundary {defaults[0][1]} is the default already")


def _names(data: Any, section: str) -> list[str]:
    things = data.get(section) if isinstance(data, dict) else None
    return list(things) if isinstance(things, dict) else []


def _find(data: Any, pattern: KeyPath, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield each path that the pattern matches, with its value; a shape that does not fit matches nothing."""
    if not pattern:
        yield path, data
        return
    step, *rest = pattern
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        if step in (_ANY, key):
            yield from _find(value, tuple(rest), (*path, key))


def _fault(source: Source, path: KeyPath, **words: str) -> Fault:
    line, column = source.place(path)
    return Fault(line=line, column=column, key=dotted(path), **words)
