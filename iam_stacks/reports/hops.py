"""The steps of a path, as JSON: the same wherever a path is shown."""

from __future__ import annotations

from typing import Any

from iam_stacks.escalation.path import Done, Hop
from iam_stacks.policy.decision import Reason
from iam_stacks.policy.symbol import show_symbols

Json = dict[str, Any]


def hop_json(hop: Hop) -> Json:
    """Return a step."""
    reasons = dict.fromkeys(reason for done in hop.done for reason in done.statements)
    return {
        "from": show_symbols(hop.actor),
        "to": show_symbols(hop.to),
        "method": hop.method.id,
        "resource": show_symbols(hop.thing),
        "statements": [_statement(reason) for reason in reasons if reason.statement is not None],
        "actions": list(map(_action, hop.done)),
        "depends_on": list(hop.depends_on),
    }


def _statement(reason: Reason) -> Json:
    sid = None if reason.sid is None else show_symbols(reason.sid)
    return {"policy": show_symbols(reason.policy), "statement": reason.statement, "sid": sid}


def _action(done: Done) -> Json:
    return {"action": done.action, "resource": show_symbols(done.resource), "by": done.by}
