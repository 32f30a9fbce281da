"""Answers about an account as people read them: made of their JSON, so that both say the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

Json = dict[str, Any]

Line: TypeAlias = "list[str | tuple[str, str]]"
"""Pieces of text; a pair is a text and its style, as `rich` names it."""

_STYLES = {"allowed": "green", "it depends": "yellow", "denied": "red"}
_LAYERS = {
    "identity": "no identity-based policy allows it",
    "boundary": "the permissions boundary does not allow it",
    "resource": "no policy of the resource allows it",
    "session": "no session policy allows it",
}


def can_lines(answer: Json) -> Iterator[Line]:
    """Yield the lines of an answer of `can`."""
    yield [_verdict(answer), f" {answer['principal']} {answer['action']} {answer['resource']}"]
    yield from _details(answer)


def who_can_lines(answer: Json) -> Iterator[Line]:
    """Yield the lines of an answer of `who-can`."""
    if not answer["principals"]:
        yield [("nobody", "red"), f" can {answer['action']} on {answer['resource']}"]
    for each in answer["principals"]:
        yield [_verdict(each), f" {each['principal']}"]
        yield from _details(each)


def actions_lines(answer: Json) -> Iterator[Line]:
    """Yield the lines of an answer of `actions`."""
    yield [(answer["principal"], "bold")]
    for each in answer["contributions"]:
        noun = "action" if each["actions"] == 1 else "actions"
        yield [f"  {each['actions']:,} {noun} by {each['policy']} ({each['source']})"]
    for policy in answer["limited_by"]:
        yield [f"  limited by {policy}"]
    yield from _depends(answer)
    if not answer["services"]:
        yield ["  no action is allowed"]
    for service, levels in answer["services"].items():
        yield [(service, "bold")]
        for level, actions in sorted(levels.items()):
            yield [f"  {level}: {', '.join(actions)}"]


def why_lines(answer: Json) -> Iterator[Line]:
    """Yield the lines of an answer of `why`."""
    yield from can_lines(answer)
    yield ["what each statement says:"]
    for each in answer["statements"]:
        mark = ("matches", "green") if each["matched"] else ("does not match", "dim")
        yield [f"  {each['effect']:<5} {_statement(each)} ", mark, f": {each['because']}"]


def _verdict(decision: Json) -> tuple[str, str]:
    outcomes = decision["outcomes"]
    word = "denied" if "allowed" not in outcomes else "allowed" if len(outcomes) == 1 else "it depends"
    return f"{word:<10}", _STYLES[word]


def _details(decision: Json) -> Iterator[Line]:
    yield from _depends(decision)
    if len(decision["outcomes"]) > 1:
        yield [f"  {decision['effect']} if none of them is in the request:"]
    for reason in decision["reasons"]:
        if reason["statement"] is None:
            yield [f"  {_LAYERS.get(reason['policy'], reason['policy'] + ' does not allow it')}"]
        else:
            yield [f"  {reason['effect']:<5} {_statement(reason)}"]


def _depends(answer: Json) -> Iterator[Line]:
    if answer["depends_on"]:
        yield [f"  depends on {', '.join(answer['depends_on'])}"]


def _statement(reason: Json) -> str:
    sid = f" ({reason['sid']})" if reason["sid"] else ""
    return f"{reason['policy']} statement {reason['statement']}{sid}"
