"""A drawing as a flowchart of Mermaid, which GitHub, GitLab and many wikis show.

Source: Mermaid documentation, "Flowcharts - Basic Syntax", with its section about entity codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from iam_stacks.escalation.words import person
from iam_stacks.policy.symbol import show_symbols
from iam_stacks.reports.escalation.card import Card
from iam_stacks.reports.escalation.drawing import Leg, Node, draw
from iam_stacks.reports.escalation.found import Found
from iam_stacks.reports.escalation.names import several
from iam_stacks.reports.terminal import printable

_UNSAFE = re.compile(r"[^\w /:.,=+@-]|_")
"""What may mean something to Mermaid, to Markdown or to HTML."""


def mermaid(founds: Sequence[Found]) -> str:
    """Return the drawing of accounts."""
    lines = ["flowchart LR"]
    for number, found in enumerate(founds):
        inside = list(_lines(draw(found), f"a{number}n")) or [f"a{number}[{_quoted(found.summary)}]"]
        if len(founds) > 1:
            inside = [f"subgraph s{number}[{_quoted([f'account {found.account.account_id}'])}]", *inside, "end"]
        lines += inside
    classes = ("classDef starts stroke:#1f6feb,stroke-width:3px", "classDef ends stroke:#c62f3b,stroke-width:3px")
    return "\n    ".join([*lines, *classes])


def _lines(nodes: Sequence[Node], prefix: str) -> Iterator[str]:
    ids = {node.key: f"{prefix}{number}" for number, node in enumerate(nodes)}
    for node in nodes:
        names = several(tuple(map(person, node.members)))
        marked = ":::ends" if node.reached else ":::starts" if node.starts else ""
        yield f"{ids[node.key]}[{_quoted([Card(node).kind, *names, *node.reached])}]{marked}"
    for node in nodes:
        for leg in node.legs:
            arrow = "-.->" if leg.depends_on else "-->"
            yield f"{ids[node.key]} {arrow}|{_quoted(_says(leg))}| {ids[leg.to]}"


def _says(leg: Leg) -> Iterator[str]:
    yield from (f"then {text}" if number else text for number, text in enumerate(leg.says))
    if leg.depends_on:
        yield f"depends on {', '.join(leg.depends_on)}"


def _quoted(lines: Iterable[str]) -> str:
    return '"' + "<br>".join(map(_escaped, lines)) + '"'


def _escaped(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"#{ord(match[0])};", printable(show_symbols(text)))
