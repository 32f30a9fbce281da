"""Steps in words: who can do what, and which statements let them."""

from __future__ import annotations

import re
from collections.abc import Callable

from iam_stacks.escalation.method import Gain
from iam_stacks.escalation.path import Done, Hop
from iam_stacks.policy.decision import Reason
from iam_stacks.policy.symbol import show_symbols

_ARN = re.compile(r"arn:[^:]*:([^:]*):[^:]*:[^:]*:(.+)", re.DOTALL)
_POLICY = re.compile(r"arn:[^:]*:iam::[^:]*:policy/(.+)", re.DOTALL)
_NAMES_WHOM = re.compile(r"\{(role|user)\}")
_ITSELF = "itself"


def said(hop: Hop) -> str:
    """Return a step as a sentence: who can do what, by which actions, and which statements allow these."""
    depends = f"; depends on {', '.join(hop.depends_on)}" if hop.depends_on else ""
    return f"{person(hop.actor)} can {doing(hop)}: {', '.join(map(needed, hop.done))}{depends}"


def doing(hop: Hop) -> str:
    """Return what can be done in a step, without who can do it: `attach AdministratorAccess to itself`."""
    named = {"thing": hop.thing, "role": hop.to, "user": hop.to}
    says = hop.method.says if hop.to == hop.thing or _NAMES_WHOM.search(hop.method.says) else _implied(hop)
    return says.format_map({place: _ITSELF if arn == hop.actor else resource(arn) for place, arn in named.items()})


def needed(done: Done) -> str:
    """Return an action, what it is done to, by which service if by one, and the statements that allow it."""
    allowed = "; ".join(map(statement, allowing(done)))
    by = f" by {done.by}" if done.by else ""
    return f"{done.action} on {resource(done.resource)}{by}" + (f" ({allowed})" if allowed else "")


def allowing(done: Done) -> tuple[Reason, ...]:
    """Return the statements that allow an action: what it depends on may be denied, where nobody knows."""
    return tuple(reason for reason in done.statements if reason.effect == "Allow")


def statement(reason: Reason, held: str = "") -> str:
    """Return where a statement is: `policy X, statement 2 (Sid)`; counted from 0, as in all answers.

    Args:
        reason: which statement.
        held: how somebody has the policy: `of group/Staff`. Default: this is not said.
    """
    sid = f" ({reason.sid})" if reason.sid else ""
    managed = _POLICY.fullmatch(reason.policy)
    name = " ".join(filter(None, ["policy", managed[1] if managed else reason.policy, held]))
    return show_symbols(f"{name}, statement {reason.statement}{sid}")


def person(arn: str) -> str:
    """Return what people call a user or role: its name without kind and path."""
    return resource(arn).rpartition("/")[2]


def resource(arn: str) -> str:
    """Return what people call a resource: its ARN without what is the same for all, such as `user/JohnDoe`."""
    found = _ARN.fullmatch(arn)
    return show_symbols(found[2] if found else arn)


def mend(done: Done, place: Callable[[Reason], str] = statement) -> str:
    """Return what to do so that an action is not allowed any more; `it` is the action on its resource.

    Args:
        done: the action.
        place: says where a statement is.
    """
    return f"take it out of {' and of '.join(map(place, allowing(done))) or 'what allows it'}, or narrow it there"


def _implied(hop: Hop) -> str:
    """Return what a method says, and whose power is gained by it."""
    more = {Gain.ACT: ", and act as {role}", Gain.CREATE: ""}
    return hop.method.says + more.get(hop.method.gain, ", for {role}")
