"""Guarantees that hold or not, as condition keys have it."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.escalation.graph import verdicts
from iam_stacks.checks.rules.escalation.remarks import of_verdict
from iam_stacks.checks.views import AccountView


def _check(view: AccountView) -> Iterator[Remark]:
    for verdict in verdicts(view):
        if verdict.answer == "depends on":
            yield of_verdict(view, verdict, "may break")


RULE = Rule(
    id="guarantee-depends-on-condition",
    over=AccountView,
    severity=WARNING,
    says="Whether a guarantee holds depends on condition keys of the request",
    because="whoever makes requests may choose what they are",
    fix="change what allows or denies the request, so that it does not depend on them; or accept it, if nobody can "
    "choose them",
    source="IAM User Guide, Security best practices in IAM, Apply least-privilege permissions",
    check=_check,
)
