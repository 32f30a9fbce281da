"""Paths as JSON. Its schema is in docs/schemas; a field is never renamed within a version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iam_stacks.escalation.path import Path
from iam_stacks.escalation.words import said
from iam_stacks.policy.symbol import show_symbols
from iam_stacks.reports.answers import account_json, unresolved
from iam_stacks.reports.escalation.found import Found, Goal
from iam_stacks.reports.hops import hop_json

Json = dict[str, Any]


def escalation_json(founds: Sequence[Found]) -> Json:
    """Return what was found in accounts."""
    return {
        "schema": "iam-stacks/escalate/1",
        "accounts": [_account(found) for found in founds],
        "paths": [
            _path(path, goal, found)
            for found in founds
            for goal in found.goals
            for path in sorted(goal.paths, key=lambda path: path.start)
        ],
        "unresolved": [each for found in founds for each in unresolved(found.account)],
    }


def _account(found: Found) -> Json:
    return {
        **account_json(found.account),
        "administrators": sorted(map(show_symbols, found.administrators)),
    }


def _path(path: Path, goal: Goal, found: Found) -> Json:
    return {
        "account": show_symbols(found.account.account_id),
        "principal": show_symbols(path.start),
        "to": show_symbols(path.end),
        "target": goal.target and show_symbols(goal.target),
        "depends_on": list(path.depends_on),
        "path": [hop_json(hop) for hop in path.hops],
        "words": [said(hop) for hop in path.hops],
    }
