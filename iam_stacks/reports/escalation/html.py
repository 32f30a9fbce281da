"""A page that is one file and opens without a network: a summary, the drawing, and each way step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from iam_stacks.escalation.words import resource
from iam_stacks.reports.escalation.cover import closing, cover
from iam_stacks.reports.escalation.found import Found
from iam_stacks.reports.escalation.html_steps import change_part, name, route_parts
from iam_stacks.reports.escalation.names import listed
from iam_stacks.reports.escalation.statements import Statements
from iam_stacks.reports.escalation.style import PAGE_STYLE
from iam_stacks.reports.escalation.svg import ascii_only, drawing, text

_OPEN = 12
"""How many ways are shown at once; the others open when somebody asks."""
_ABOUT = (
    "A way is closed when one of its steps is not possible any more. Of each principal one of the shortest is shown; "
    "when it is closed, see whether there is another. Statements are counted from 0. Where two policies are named, one "
    "of which may be a role's trust policy, one alone may be enough to allow it: changing both always closes it."
)
_CONSIDERED = (
    "Considered: the policies of users, groups and roles, permissions boundaries, trust policies, and conditions. "
    "Not considered: policies of the organization, such as SCPs, and resources outside of what was read."
)
_ADMINISTRATORS = 10
"""How many administrators are named at once."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The page itself says that it needs nothing from elsewhere."""


def html(founds: Sequence[Found]) -> str:
    """Return the page about accounts."""
    parts = [part for number, found in enumerate(founds) for part in _account(found, f"account-{number}")]
    return ascii_only(
        "\n".join(
            [
                "<!DOCTYPE html>",
                '<html lang="en">',
                "<head>",
                '<meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                "<title>Who can become administrator?</title>",
                f"<style>\n{PAGE_STYLE}</style>",
                "</head>",
                '<body class="iam">',
                "<main>",
                "<h1>Who can become administrator?</h1>",
                f'<p class="soft">{_CONSIDERED}</p>',
                *parts,
                "</main>",
                "</body>",
                "</html>",
            ]
        )
    )


def _account(found: Found, prefix: str) -> Iterator[str]:
    yield f'<p class="soft">Account {name(found.account.account_id)}, {text(found.account.account_from)}</p>'
    for goal, said in zip(found.goals, found.summary, strict=True):
        yield f'<p class="{"bad" if goal.paths else "good"}"><b>{text(_sentence(said))}.</b></p>'
    if found.administrators:
        yield from _administrators(tuple(map(resource, sorted(found.administrators))))
    if not any(goal.paths for goal in found.goals):
        return
    yield from ("<figure>", drawing([found], prefix), "</figure>", *_begin(found), "<h2>Step by step</h2>")
    yield f'<p class="soft">{_ABOUT}</p>'
    statements = Statements(found.account)
    routes = [(route, goal) for goal in found.goals for route in goal.routes]
    for number, (route, goal) in enumerate(routes):
        yield from route_parts(route, goal, statements, is_open=number < _OPEN)


def _administrators(names: tuple[str, ...]) -> Iterator[str]:
    yield f'<p class="soft">Administrators already: {name(listed(names, most=_ADMINISTRATORS))}</p>'
    if len(names) > _ADMINISTRATORS:
        yield f"<details><summary>All {len(names):,} administrators</summary><p>{name(', '.join(names))}</p></details>"


def _begin(found: Found) -> Iterator[str]:
    """Yield few changes that close all ways."""
    changes = tuple(cover(found.goals))
    yield "<h2>Where to begin</h2>"
    yield f"<p>{_sentence(closing(changes))}, each by making a step impossible:</p><ol>"
    yield from (change_part(change, is_first=number == 0) for number, change in enumerate(changes))
    yield "</ol>"


def _sentence(shown: str) -> str:
    return shown[:1].upper() + shown[1:]
