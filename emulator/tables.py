"""Plain text tables that fit into 100 columns."""

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

WIDTH = 100
GAP = "  "
NARROWEST = 20

Row = tuple[str, ...]


def table(title: str, columns: Row, rows: Sequence[Row]) -> str:
    """Return the rows below a title and the columns' names, sorted by the first column."""
    widths = _fit([max(map(len, column)) for column in zip(columns, *rows, strict=True)])
    ruler = tuple("-" * width for width in widths)
    body = [line for row in (columns, ruler, *sorted(rows)) for line in _lines(row, widths)]
    return "\n".join([f"{title} ({len(rows)})", *body])


def _fit(widths: list[int]) -> list[int]:
    """Take the excess from the widest column, again and again; from the first, which holds names, last of all."""
    first, others = widths[0], widths[1:]
    available = WIDTH - len(GAP) * len(others)
    while first + sum(others) > available and max(others, default=0) > NARROWEST:
        others[others.index(max(others))] -= 1
    return [min(first, available - sum(others)), *others]


def _lines(row: Row, widths: list[int]) -> list[str]:
    wrapped = [textwrap.wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    lines = zip_longest(*wrapped, fillvalue="")
    return [GAP.join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip() for line in lines]
