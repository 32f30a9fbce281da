"""A page that is one file and opens without a network: a summary, the drawing, and each way step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from iam_stacks.escalation.path import Done, Hop
from iam_stacks.escalation.words import doing, mend, person, resource
from iam_stacks.reports.escalation.found import Found, Goal, Route
from iam_stacks.reports.escalation.names import MOST, counted, listed
from iam_stacks.reports.escalation.style import PAGE_STYLE
from iam_stacks.reports.escalation.svg import ascii_only, drawing, text

_OPEN = 12
"""How many ways are shown at once; the others open when somebody asks."""
_ABOUT = (
    "A way is closed when one of its steps is not possible any more. Of each principal one of the shortest is shown; "
    "when it is closed, see whether there is another. Statements are counted from 0."
)
_MOST_SHARED = 3
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
                *parts,
                "</main>",
                "</body>",
                "</html>",
            ]
        )
    )


def _account(found: Found, name: str) -> Iterator[str]:
    yield f'<p class="soft">Account {_name(found.account.account_id)}, {text(found.account.account_from)}</p>'
    for goal, said in zip(found.goals, found.summary, strict=True):
        yield f'<p class="{"bad" if goal.paths else "good"}"><b>{text(_sentence(said))}.</b></p>'
    if found.administrators:
        names = listed(tuple(map(resource, sorted(found.administrators))), most=10)
        yield f'<p class="soft">Administrators already: {_name(names)}</p>'
    if not any(goal.paths for goal in found.goals):
        return
    yield from ("<figure>", drawing([found], name), "</figure>", *_shared(found), "<h2>Step by step</h2>")
    yield f'<p class="soft">{_ABOUT}</p>'
    routes = [(route, goal) for goal in found.goals for route in goal.routes]
    for number, (route, goal) in enumerate(routes):
        yield from _route(route, goal, is_open=number < _OPEN)


def _shared(found: Found) -> Iterator[str]:
    """Yield the steps to look at first."""
    ways = sum(len(goal.paths) for goal in found.goals)
    if steps := found.shared[:_MOST_SHARED]:
        yield from ("<h2>Where to begin</h2>", "<ul>")
        for each in steps:
            yield f"<li>{_step_says(each.hop)}: part of {each.paths:,} of {ways:,} ways</li>"
        yield "</ul>"


def _route(route: Route, goal: Goal, *, is_open: bool) -> Iterator[str]:
    path = route.path
    names = listed(tuple(map(resource, route.starts)))
    steps = counted(len(path.hops), "step")
    yield f"<details{' open' if is_open else ''}><summary><b>{_name(names)}</b>"
    yield f"can {text(goal.says)} in {steps}{_when(path.depends_on)}</summary>"
    yield from ("<ol>", *(part for hop in path.hops for part in _step(hop)), "</ol>")
    if len(route.starts) > MOST:
        yield f'<p class="soft">All of them: {_name(", ".join(map(resource, route.starts)))}</p>'
    yield "</details>"


def _step(hop: Hop) -> Iterator[str]:
    yield f"<li>{_step_says(hop)}{_when(hop.depends_on)}"
    if len(hop.done) > 1:
        yield '<p class="soft">It needs all of these, so one change is enough:</p>'
    yield from ("<ul>", *map(_needed, hop.done), "</ul></li>")


def _step_says(hop: Hop) -> str:
    return f"<b>{_name(person(hop.actor))}</b> can {_name(doing(hop))}"


def _needed(done: Done) -> str:
    what = f"{_code(done.action)} on {_code(resource(done.resource))}{_when(done.depends_on)}"
    return f"<li>{what}: {_name(mend(done))}</li>"


def _when(keys: Iterable[str]) -> str:
    listed_keys = ", ".join(keys)
    return f' <span class="when">depending on {_code(listed_keys)}</span>' if listed_keys else ""


def _code(shown: str) -> str:
    return f"<code>{_name(shown)}</code>"


def _name(shown: str) -> str:
    """Return text that does not turn around what stands beside it, whatever its script."""
    return f"<bdi>{text(shown)}</bdi>"


def _sentence(shown: str) -> str:
    return shown[:1].upper() + shown[1:]
