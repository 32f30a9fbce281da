"""Ways step by step, as parts of a page: who can take each step, and what to change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iam_stacks.escalation.path import Done, Hop
from iam_stacks.escalation.words import allowing, doing, mend, person, resource
from iam_stacks.reports.escalation.cover import Change
from iam_stacks.reports.escalation.found import Goal, Route
from iam_stacks.reports.escalation.names import MOST, counted, listed
from iam_stacks.reports.escalation.statements import Statements
from iam_stacks.reports.escalation.svg import text

_OTHERWISE = "The same, if what is open comes out the other way:"


def route_parts(route: Route, goal: Goal, statements: Statements, *, is_open: bool) -> Iterator[str]:
    """Yield a way, which opens and closes.

    Args:
        route: the way.
        goal: where it leads.
        statements: where statements are found.
        is_open: whether it is open at first.
    """
    path = route.path
    steps = counted(len(path.hops), "step")
    yield f"<details{' open' if is_open else ''}><summary><b>{name(listed(tuple(map(resource, route.starts))))}</b>"
    yield f"can {text(goal.says)} in {steps}{_when(path.depends_on)}</summary>"
    if len(route.starts) > MOST:
        yield f'<p class="soft">All {len(route.starts):,}: {name(", ".join(map(resource, route.starts)))}</p>'
    yield from ("<ol>", *(part for hop in path.hops for part in _step(hop, statements)), "</ol>", "</details>")


def change_part(change: Change, *, is_first: bool) -> str:
    """Return a change, and how many ways it closes."""
    ways = f"closes {counted(change.closes, 'way')}" if is_first else f"closes {change.closes:,} more"
    return f"<li>{_says(change.actors, change.hop)}: {ways}</li>"


def name(shown: str) -> str:
    """Return text that does not turn around what stands beside it, whatever its script."""
    return f"<bdi>{text(shown)}</bdi>"


def _step(hop: Hop, statements: Statements) -> Iterator[str]:
    yield f"<li>{_says((hop.actor,), hop)}{_when(hop.depends_on)}"
    if len(hop.done) > 1:
        yield '<p class="soft">It needs all of these, so one change is enough:</p>'
    yield from ("<ul>", *(part for done in hop.done for part in _needed(done, hop, statements)), "</ul></li>")


def _says(actors: tuple[str, ...], hop: Hop) -> str:
    return f"<b>{name(listed(tuple(map(person, actors))))}</b> can {name(doing(hop))}"


def _needed(done: Done, hop: Hop, statements: Statements) -> Iterator[str]:
    by = f" by {_code(done.by)}" if done.by else ""
    what = f"{_code(done.action)} on {_code(resource(done.resource))}{by}{_when(done.depends_on)}"
    places = {reason: statements.place(reason, hop.actor) for reason in allowing(done)}
    yield f"<li>{what}: {name(mend(done, places.__getitem__))}"
    for reason, place in places.items():
        if len(places) > 1:
            yield f'<p class="soft">{name(_capital(place))}</p>'
        shown = statements.texts(reason, (done.action, done.resource, done.by or hop.actor))
        yield f'<p class="soft">{_OTHERWISE}</p>'.join(f"<pre><code>{_lines(each)}</code></pre>" for each in shown)
    yield "</li>"


def _lines(shown: str) -> str:
    return "\n".join(map(text, shown.split("\n")))


def _when(keys: Iterable[str]) -> str:
    listed_keys = ", ".join(keys)
    return f' <span class="when">depending on {_code(listed_keys)}</span>' if listed_keys else ""


def _code(shown: str) -> str:
    return f"<code>{name(shown)}</code>"


def _capital(shown: str) -> str:
    return shown[:1].upper() + shown[1:]
