"""Answers about an account as JSON. Their schemas are in docs/schemas; a field is never renamed within a version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iam_stacks.account.account import Account
from iam_stacks.account.questions.access import Access
from iam_stacks.account.questions.actions import Actions
from iam_stacks.policy.decision import Decision, Reason
from iam_stacks.policy.explanation import Considered
from iam_stacks.policy.symbol import show_symbols

Json = dict[str, Any]


def answer(command: str, account: Account, body: Json) -> Json:
    """Return an answer with what every answer has.

    Args:
        command: `can`, `who-can`, `actions` or `why`.
        account: what was asked.
        body: what was answered.
    """
    return {
        "schema": f"iam-stacks/{command}/1",
        **body,
        "account": account_json(account),
        "unresolved": unresolved(account),
    }


def account_json(account: Account) -> Json:
    """Return which account it is, and how that was found out."""
    return {"id": show_symbols(account.account_id), "from": account.account_from}


def unresolved(account: Account) -> list[Json]:
    """Return what was left open, or is wrong, in what an account was read from."""
    return [
        {"template": each.template, "logical_id": each.logical_id, "path": each.path, "why": each.why}
        for each in account.unresolved
    ]


def can_body(access: Access, action: str, resource: str) -> Json:
    """Return the answer of `can`."""
    return {"principal": access.principal, "action": action, "resource": resource, **_decision(access.decision)}


def who_can_body(found: Sequence[Access], action: str, resource: str) -> Json:
    """Return the answer of `who-can`."""
    principals = [{"principal": access.principal, **_decision(access.decision)} for access in found]
    return {"action": action, "resource": resource, "principals": principals}


def actions_body(actions: Actions) -> Json:
    """Return the answer of `actions`."""
    return {
        "principal": actions.principal,
        "services": actions.services,
        "depends_on": list(actions.depends_on),
        "limited_by": list(actions.limited_by),
        "contributions": [
            {"source": each.source, "policy": each.policy, "actions": len(each.actions)}
            for each in actions.contributions
        ],
    }


def why_body(access: Access, considered: Sequence[Considered], action: str, resource: str) -> Json:
    """Return the answer of `why`."""
    statements = [
        {
            "policy": each.policy,
            "statement": each.statement,
            "sid": each.sid,
            "effect": each.effect,
            "matched": each.matched,
            "because": each.because,
        }
        for each in considered
    ]
    return {**can_body(access, action, resource), "statements": statements}


def _decision(decision: Decision) -> Json:
    return {
        "effect": decision.effect,
        "depends_on": list(decision.depends_on),
        "outcomes": list(decision.outcomes),
        "reasons": [_reason(reason) for reason in decision.reasons],
    }


def _reason(reason: Reason) -> Json:
    return {"policy": reason.policy, "statement": reason.statement, "sid": reason.sid, "effect": reason.effect}
