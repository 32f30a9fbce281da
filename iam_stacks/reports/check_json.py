"""What a check found, as JSON. Its schema is in docs/schemas; a field is never renamed within a version."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.baseline import SCHEMA
from iam_stacks.checks.review import Review, Reviewed
from iam_stacks.checks.rule import ERROR, WARNING
from iam_stacks.reports.answers import unresolved
from iam_stacks.reports.hops import hop_json

Json = dict[str, Any]


def check_json(review: Review) -> Json:
    """Return what is left of what was found."""
    return {
        "schema": SCHEMA,
        "findings": [_finding(each) for each in review.found],
        "unresolved": [each for account in review.accounts for each in unresolved(account)],
        "summary": {
            "error": review.count(ERROR),
            "warning": review.count(WARNING),
            "acknowledged": review.acknowledged,
        },
    }


def _finding(reviewed: Reviewed) -> Json:
    diagnosis = reviewed.diagnosis
    return {
        "rule": diagnosis.rule.id,
        "severity": diagnosis.severity,
        "principal": diagnosis.principal,
        "logical_id": diagnosis.element or None,
        "construct_path": reviewed.construct_path,
        "template": diagnosis.place.template,
        "policy": diagnosis.policy,
        "statement": diagnosis.statement,
        "sid": diagnosis.sid,
        "config": reviewed.config and reviewed.config._asdict(),
        "message": diagnosis.message,
        "fix": diagnosis.fix,
        "source": diagnosis.rule.source,
        "depends_on": list(diagnosis.depends_on),
        "path": list(map(hop_json, diagnosis.path)),
        "fingerprint": diagnosis.fingerprint,
    }
