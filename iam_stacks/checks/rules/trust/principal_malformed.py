"""Principals of a form that IAM does not take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.trust.trusted import AWS, names_of
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.arn import split_arn
from iam_stacks.policy.symbol import has_symbol
from iam_stacks.policy.trust.clauses import is_pattern

_ALONE = re.compile(r"[0-9]{12}|A[A-Z0-9]{15,}|[0-9a-f]{64}")
"""An account, the unique id of a user or role that was deleted, or the canonical user id that S3 takes too."""

_DIGITS = 12


def _check(view: StatementView) -> Iterator[Remark]:
    for name in names_of(view, AWS):
        if not has_symbol(name.text) and not is_pattern(name.text) and _is_malformed(name.text):
            message = f"{name.text} is no principal: neither an account nor the ARN of a user, role or session"
            yield Remark(message=message, detail=name.text, steps=name.steps)


def _is_malformed(text: str) -> bool:
    if not text.startswith("arn:"):
        return _ALONE.fullmatch(text) is None
    arn = split_arn(text)
    return arn is None or (arn.account.isdigit() and len(arn.account) != _DIGITS)


RULE = Rule(
    id="principal-malformed",
    over=StatementView,
    severity=ERROR,
    says="A name under AWS in Principal has no form that a principal has",
    because="AWS refuses it",
    fix="give the 12 digits of an account, or the ARN of a user, role or session",
    source="IAM User Guide, AWS JSON policy elements: Principal",
    check=_check,
)
