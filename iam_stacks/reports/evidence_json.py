"""Evidence as JSON. Its schema is in docs/schemas; a field is never renamed within a version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from iam_stacks.account.account import Account
from iam_stacks.evidence.judge import STATUSES, Judged
from iam_stacks.reports.answers import account_json, unresolved

Json = dict[str, Any]
Evidence = tuple[Account, tuple[Judged, ...]]
"""An account, and what is to be said about each practice."""


def evidence_json(evidence: Sequence[Evidence]) -> Json:
    """Return what is shown of each account."""
    return {"schema": "iam-stacks/evidence/1", "accounts": [_account(*each) for each in evidence]}


def _account(account: Account, judged: tuple[Judged, ...]) -> Json:
    counts = Counter(each.status for each in judged)
    return {
        "account": account_json(account),
        "practices": list(map(_practice, judged)),
        "summary": {status: counts[status] for status in STATUSES},
        "unresolved": unresolved(account),
    }


def _practice(judged: Judged) -> Json:
    practice = judged.practice
    return {
        "id": practice.id,
        "says": practice.says,
        "status": judged.status,
        "by": list(judged.by),
        "watched_by": list(judged.watched_by),
        "because": list(judged.because),
        "by_hand": practice.by_hand or None,
        "cis": asdict(practice.cis),
        "security_hub": list(practice.security_hub),
        "retired": list(practice.retired),
        "config_rules": list(practice.config_rules),
        "nag_rules": list(practice.nag_rules),
        "our_rules": list(practice.our_rules),
        "constructs": list(practice.by),
    }
