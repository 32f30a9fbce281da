"""A drawing as SVG: of its own, without scripts or anything from elsewhere, in letters of ASCII alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import islice

from iam_stacks.escalation.words import said
from iam_stacks.policy.symbol import show_symbols
from iam_stacks.reports.escalation.card import LINE, PAD, WIDTH, Card, Row
from iam_stacks.reports.escalation.drawing import draw
from iam_stacks.reports.escalation.found import Found
from iam_stacks.reports.escalation.layout import Layout, Line, Point, lay_out
from iam_stacks.reports.escalation.style import SVG_STYLE
from iam_stacks.reports.terminal import printable

_MARGIN = 24.0
_BEND = 45.0
_DESCRIBED = 100
"""How many steps are read out to whoever cannot see the drawing."""


def svg(founds: Sequence[Found]) -> str:
    """Return the drawing of accounts, one below the other."""
    return ascii_only(drawing(founds, "escalation"))


def drawing(founds: Sequence[Found], name: str) -> str:
    """Return the drawing as part of a page.

    Args:
        founds: what was found.
        name: the start of its ids, which nothing else in the page has.
    """
    layouts = [lay_out(draw(found)) for found in founds]
    width = max(_LEGEND_WIDTH, *(layout.width for layout in layouts)) + 2 * _MARGIN
    parts: list[str] = []
    top = _MARGIN
    for found, layout in zip(founds, layouts, strict=True):
        if len(founds) > 1:
            parts.append(_text("kind", _MARGIN, top + LINE / 2, f"account {found.account.account_id}"))
            top += _MARGIN
        parts += [f'<g transform="translate({_MARGIN:g} {top:g})">', *_drawn(layout, found), "</g>"]
        top += layout.height + 2 * _MARGIN
    height = top + _MARGIN + _LEGEND_MORE
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="iam" width="{width:g}" height="{height:g}" '
            f'viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="{name}-title {name}-desc">',
            f'<title id="{name}-title">{text(_title(founds))}</title>',
            f'<desc id="{name}-desc">{text(_description(founds))}</desc>',
            f"<style>\n{SVG_STYLE}</style>",
            f'<rect class="paper" width="{width:g}" height="{height:g}"/>',
            *parts,
            f'<g transform="translate({_MARGIN:g} {top - _MARGIN / 2:g})">{_LEGEND}</g>',
            "</svg>",
        ]
    )


def text(shown: str) -> str:
    """Return text as XML and HTML have it, without what steers how text is shown."""
    return escape(printable(show_symbols(shown)))


def ascii_only(page: str) -> str:
    """Return XML or HTML that is the same in every encoding."""
    return page.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _title(founds: Iterable[Found]) -> str:
    accounts = ", ".join(found.account.account_id for found in founds)
    return f"Who can become administrator, or come to a target, in account {accounts}"


def _description(founds: Iterable[Found]) -> str:
    hops = (hop for found in founds for goal in found.goals for route in goal.routes for hop in route.path.hops)
    summaries = (summary for found in founds for summary in found.summary)
    return ". ".join(dict.fromkeys((*summaries, *map(said, islice(hops, _DESCRIBED)))))


def _drawn(layout: Layout, found: Found) -> Iterator[str]:
    if not layout.cards:
        yield _text("name", 0, LINE, "; ".join(found.summary))
    yield from map(_line, layout.lines)
    for card, place in layout.cards:
        yield from _card(card, place)


def _line(line: Line) -> str:
    (x, y), *rest = line.points
    ahead = -1 if rest[-1][0] <= x else 1
    path = [f"M{x:g} {y:g}"]
    for to_x, to_y in rest:
        bend = _BEND if to_x - x != WIDTH else 0.0
        path.append(f"C{x + bend:g} {y:g} {to_x - bend * ahead:g} {to_y:g} {to_x:g} {to_y:g}")
        x, y = to_x, to_y
    maybe = " maybe" if line.leg.depends_on else ""
    title = text("; ".join(map(said, line.leg.hops)))
    return (
        f'<g><title>{title}</title><path class="line{maybe}" d="{"".join(path)}"/>'
        f'<path class="tip" d="M{x:g} {y:g}l{-8 * ahead} -4.5v9z"/></g>'
    )


def _card(card: Card, place: Point) -> Iterator[str]:
    node = card.node
    classes = "".join(f" {name}" for name, so in (("starts", node.starts), ("end", node.reached)) if so)
    yield f'<g class="node{classes}" transform="translate({place[0]:g} {place[1]:g})">'
    yield f"<title>{text(', '.join(node.members[:20]) or node.key)}</title>"
    yield f'<rect class="card" width="{WIDTH:g}" height="{card.height:g}" rx="8"/>'
    yield f'<path class="mark" d="M0 8a8 8 0 0 1 4 -6.9v{card.height - 2.2:g}a8 8 0 0 1 -4 -6.9z"/>'
    lines = [("kind", card.kind), *(("name", each) for each in card.names), *(("reached", e) for e in card.reached)]
    yield from _lines(lines, PAD - 3)
    for row in card.rows:
        yield from _row(row)
    yield "</g>"


def _row(row: Row) -> Iterator[str]:
    yield f'<path class="rule" d="M{PAD:g} {row.top - PAD / 2:g}H{WIDTH - PAD:g}"/>'
    yield f'<circle class="dot" cx="{WIDTH:g}" cy="{row.top + LINE / 2:g}" r="3.5"/>'
    yield from _lines([*(("says", each) for each in row.says), *(("depends", each) for each in row.depends)], row.top)


def _lines(lines: Iterable[tuple[str, str]], top: float) -> Iterator[str]:
    for number, (name, shown) in enumerate(lines):
        yield _text(name, PAD, top + LINE * number + 12, shown)


def _text(name: str, x: float, y: float, shown: str) -> str:
    return f'<text class="{name}" x="{x:g}" y="{y:g}">{text(shown)}</text>'


_MARKS = (
    "administrator already: before any step; administrator: made one by the step that leads to it",
    "reaches administrator: makes itself one, by permissions that it gives to itself",
)
_LEGEND = "".join(
    [
        '<g class="starts"><path class="mark" d="M0 -2h4v14h-4z"/></g>',
        _text("kind", 12, 9, "starts here"),
        '<g class="end"><path class="mark" d="M110 -2h4v14h-4z"/></g>',
        _text("kind", 122, 9, "power that is reached"),
        '<path class="line maybe" d="M280 5h28"/>',
        _text("kind", 316, 9, "depends on conditions"),
        *(_text("kind", 0, 9 + LINE * number, shown) for number, shown in enumerate(_MARKS, 1)),
    ]
)
_LEGEND_WIDTH = 500.0
_LEGEND_MORE = LINE * len(_MARKS)
