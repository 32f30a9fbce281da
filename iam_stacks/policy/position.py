"""Where something stands in JSON text, for messages."""

from __future__ import annotations

import re
from json import JSONDecoder

Path = tuple["str | int", ...]
"""The way to an element: keys, and indices of lists."""

_DECODER = JSONDecoder()
_GAP = re.compile(r"[\s,:]*")


def show_path(path: Path) -> str:
    """Return a path as people write it: `Statement[0].Action`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def locate(text: str, path: Path) -> tuple[int, int]:
    """Return the line and the column, both from 1, of an element of valid JSON; of what holds it, if it is missing."""
    position = _skip(text, 0)
    for step in path:
        inside = _step(text, position, step)
        if inside is None:
            break
        position = inside
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def _step(text: str, position: int, step: str | int) -> int | None:
    opening = text[position]
    if opening not in "{[":
        return None
    position = _skip(text, position + 1)
    index = 0
    while text[position] not in "}]":
        name: object = index
        if opening == "{":
            name, end = _DECODER.raw_decode(text, position)
            position = _skip(text, end)
        if name == step:
            return position
        _, end = _DECODER.raw_decode(text, position)
        position = _skip(text, end)
        index += 1
    return None


def _skip(text: str, position: int) -> int:
    gap = _GAP.match(text, position)
    return gap.end() if gap else position
