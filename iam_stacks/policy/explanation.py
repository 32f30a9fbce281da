"""What each statement says to a request, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iam_stacks.policy.case import Case
from iam_stacks.policy.condition import Condition
from iam_stacks.policy.layers import Entry, Layers
from iam_stacks.policy.principal import Grant
from iam_stacks.policy.question import unknown_keys
from iam_stacks.policy.request import Request


@dataclass(frozen=True)
class Considered:
    """A statement that was looked at.

    Attributes:
        policy: what reasons call its policy, such as `identity[0]`.
        statement: its place there, from 0.
        sid: its Sid, if it has one.
        effect: `Allow` or `Deny`.
        matched: whether it matches if every unknown key is absent.
        because: what decided that.
    """

    policy: str
    statement: int
    sid: str | None
    effect: str
    matched: bool
    because: str


def consider(layers: Layers, case: Case, request: Request) -> tuple[Considered, ...]:
    """Return every statement of the policies with what it says to the request.

    Args:
        layers: the policies.
        case: what holds for the request's caller and action.
        request: the request.
    """
    return tuple(_consider(entry, case, request) for entry in layers.entries)


def _consider(entry: Entry, case: Case, request: Request) -> Considered:
    reason = entry.reason
    against = next(_objections(entry, case, request), None)
    said = against or next(_provisos(entry, request), "everything in it matches")
    statement = entry.rule.index
    return Considered(reason.policy, statement, reason.sid, reason.effect, matched=against is None, because=said)


def _objections(entry: Entry, case: Case, request: Request) -> Iterator[str]:
    """Yield why the statement does not match, the decisive reason first."""
    rule = entry.rule
    if entry.layer not in case.layers:
        yield "this kind of policy does not apply to the caller or the service"
    if not rule.about(request.folded_action):
        yield f"it is not about {request.action}"
    if rule.grant(request.caller, bounded=case.bounded) is Grant.NONE:
        yield "it is not about the principal"
    if rule.resources is not None and not rule.resources.match(request.resource, request.keys):
        unknown = _unknown(rule.resources.keys, request)
        yield f"it is about the resource only for some {unknown}" if unknown else "it is not about the resource"
    for condition in rule.conditions:
        if not condition.holds(request.keys):
            yield f"its condition {_show(condition)} does not hold: {_state(condition, request)}"


def _provisos(entry: Entry, request: Request) -> Iterator[str]:
    """Yield the conditions that hold only because an unknown key is taken to be absent."""
    for condition in entry.rule.conditions:
        unknown = _unknown(condition.keys, request)
        if unknown:
            yield f"its condition {_show(condition)} holds if {unknown} is absent"


def _show(condition: Condition) -> str:
    return f"{condition.written.operator} {condition.name}"


def _state(condition: Condition, request: Request) -> str:
    unknown = _unknown(condition.keys, request)
    if unknown:
        return f"{unknown} is not known and taken as absent"
    value = request.keys.get(condition.key)
    return f"{condition.name} is absent" if value is None else f"{condition.name} is {_value(value)}"


def _value(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _unknown(keys: tuple[tuple[str, str], ...], request: Request) -> str:
    return ", ".join(name for _, name in unknown_keys(keys, request))
