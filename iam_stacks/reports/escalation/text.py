"""Paths as text: who can, and beneath it step by step how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from iam_stacks.escalation.path import Path
from iam_stacks.escalation.words import doing, person, resource, said
from iam_stacks.policy.symbol import show_symbols
from iam_stacks.reports.answer_text import Line
from iam_stacks.reports.escalation.cover import closing, cover
from iam_stacks.reports.escalation.found import Found, Goal, Route
from iam_stacks.reports.escalation.names import counted, listed


def escalation_lines(founds: Sequence[Found]) -> Iterator[Line]:
    """Yield what was found in accounts: for each route a tree of its steps, and for each goal a summary."""
    for found in founds:
        if len(founds) > 1:
            yield [(f"account {show_symbols(found.account.account_id)}", "bold")]
        if found.administrators:
            names = listed(tuple(map(resource, sorted(found.administrators))), most=10)
            yield [f"administrators already: {names}"]
        for goal in found.goals:
            for route in goal.routes:
                yield from _tree(route, goal, found)
            yield [(goal.summary, "red" if goal.paths else "green")]
        yield from _begin(found)


def _tree(route: Route, goal: Goal, found: Found) -> Iterator[Line]:
    path = route.path
    names = listed(tuple(map(resource, route.starts)))
    can = "may" if path.depends_on else "can"
    yield [(names, "bold"), f" {can} {goal.says} in {counted(len(path.hops), 'step')}"]
    depth = 0
    for depth, (_, hops) in enumerate(groupby(path.hops, key=lambda hop: hop.actor), 1):
        for hop in hops:
            yield [f"{'  ' * depth}{said(hop)}"]
    yield ["  " * (depth + 1), (f"=> {_end(path, goal, found)}", "red")]


def _begin(found: Found) -> Iterator[Line]:
    """Yield few changes that close all ways, if there is more than one to choose from."""
    if sum(len(goal.routes) for goal in found.goals) < 2:
        return
    changes = tuple(cover(found.goals))
    yield [("where to begin", "bold"), f": {closing(changes)}"]
    for number, change in enumerate(changes):
        more = " more" if number else ""
        who = listed(tuple(map(person, change.actors)))
        yield [f"  {who} can {doing(change.hop)}: closes {change.closes:,}{more}"]


def _end(path: Path, goal: Goal, found: Found) -> str:
    if path.end in found.administrators:
        return f"{resource(path.end)}, administrator already"
    return goal.mark if path.end == path.hops[-1].actor else f"{goal.mark} as {resource(path.end)}"
