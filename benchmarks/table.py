"""Tables of plain text."""

from __future__ import annotations

from collections.abc import Sequence


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [
        "  ".join(_cell(text, width, index) for index, (text, width) in enumerate(zip(row, widths, strict=True)))
        for row in (heads, *rows)
    ]
    return "\n".join([title, *(f"  {line}".rstrip() for line in lines), ""])


def _cell(text: str, width: int, index: int) -> str:
    return text.ljust(width) if index == 0 else text.rjust(width)
