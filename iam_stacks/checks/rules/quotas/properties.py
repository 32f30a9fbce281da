"""Properties of declared resources as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from iam_stacks.account.model import Declared
from iam_stacks.account.place import Place
from iam_stacks.policy.symbol import show_symbols

_SHOWN = 60


def texts_of(declared: Declared, *names: str) -> Iterator[tuple[str, Place]]:
    """Yield the text of a property, or each text of a list, with its place; nothing else that it may hold.

    Args:
        declared: the resource.
        names: the property's name, and the names inside it.
    """
    value: Any = declared.properties
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    place = declared.place.at(*names)
    listed = [(item, place.at(index)) for index, item in enumerate(value)] if isinstance(value, list) else None
    for item, where in listed or [(value, place)]:
        if isinstance(item, str | int | float) and not isinstance(item, bool):
            yield str(item), where


def quoted(text: str) -> str:
    """Return text for a message: in quotes, and shortened."""
    shown = show_symbols(text)
    return repr(shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}...")
