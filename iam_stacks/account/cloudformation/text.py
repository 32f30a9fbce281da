"""Text that may have symbols in it, and the functions of CloudFormation on it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from zlib import crc32

from iam_stacks.policy.symbol import has_symbol, is_symbol, show_symbols, symbol

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9/._-]+")
_DYNAMIC = re.compile(r"\{\{resolve:([^{}]*)\}\}")
_OPEN, _CLOSE = symbol("name").split("name")
_SYMBOL = f"{_OPEN}[^{_CLOSE}]*{_CLOSE}"


class Fault(Exception):  # noqa: N818 - it never leaves this package
    """Something in a template that CloudFormation would refuse, or that cannot be known."""


def unknown(name: str) -> str:
    """Return the symbol for a name that may hold any character."""
    return symbol(_NOT_IN_NAMES.sub("-", name).strip("-") or "unknown")


def chosen(function: str, argument: Any) -> str:
    """Return the symbol for the result of a function: the same for the same argument, different for others."""
    return unknown(f"{function.removeprefix('Fn::')}.{digest(argument)}")


def digest(value: Any) -> str:
    """Return eight characters that stand for a value."""
    return f"{crc32(json.dumps(value, sort_keys=True, default=str).encode()):08x}"


def text_of(value: Any) -> str:
    """Return a value as CloudFormation writes it into text.

    Raises:
        Fault: it is a list, an object or nothing.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        raise Fault(f"{show(value)} is not text")
    return str(value)


def show(value: Any) -> str:
    """Return a value for a message, shortened."""
    text = show_symbols(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= 60 else f"{text[:57]}..."


def with_dynamic_references(text: str) -> str:
    """Return text in which each `{{resolve:...}}` is a symbol: it is read when the stack is deployed."""
    return _DYNAMIC.sub(lambda match: unknown(f"resolve.{match[1]}"), text) if "{{resolve:" in text else text


def split(delimiter: str, text: str) -> list[str] | str:
    """Return the pieces of text; the text itself if it is one symbol, whose pieces cannot be known, or undivided."""
    if not delimiter or is_symbol(text):
        return text
    if not has_symbol(text):
        return text.split(delimiter)
    # A symbol is one run of text, whatever characters its name has.
    pieces = [""]
    for token in re.split(f"({_SYMBOL}|{re.escape(delimiter)})", text):
        pieces += [""] if token == delimiter else []
        pieces[-1] += "" if token == delimiter else token
    return pieces


def select(index: int, values: Any, argument: Any) -> Any:
    """Return one value of a list; a symbol if the list, or how long it is, is known at deployment only.

    Args:
        index: counts from 0.
        values: the list.
        argument: the function's whole argument, for the symbol.

    Raises:
        Fault: there is no such value.
    """
    if isinstance(values, Sequence) and not isinstance(values, str) and 0 <= index < len(values):
        return values[index]
    if has_symbol(json.dumps(values, ensure_ascii=False, default=str)):
        return chosen("Fn::Select", argument)
    raise Fault(f"{show(values)} has no value {index}")
