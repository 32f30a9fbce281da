"""Guarantees that are broken."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.escalation.graph import verdicts
from iam_stacks.checks.rules.escalation.remarks import of_verdict
from iam_stacks.checks.views import AccountView


def _check(view: AccountView) -> Iterator[Remark]:
    for verdict in verdicts(view):
        if verdict.answer == "broken":
            yield of_verdict(view, verdict, "breaks")


RULE = Rule(
    id="guarantee-broken",
    over=AccountView,
    severity=ERROR,
    says="A guarantee is broken, as the request in the message shows",
    because="it was stated that this is never so",
    fix="change what allows or denies the request, or state the guarantee so that it excepts the principal",
    source="IAM User Guide, Security best practices in IAM, Apply least-privilege permissions",
    check=_check,
)
