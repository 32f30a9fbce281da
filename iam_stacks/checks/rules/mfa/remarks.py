"""What rules about MFA remark."""

from __future__ import annotations

from iam_stacks.checks.rule import Remark
from iam_stacks.checks.rules.mfa.requests import mfa_clauses
from iam_stacks.checks.views import StatementView


def remark(view: StatementView, message: str) -> Remark:
    """Return a remark about the lines of a statement that ask about MFA; it stands at the first of them."""
    clauses = mfa_clauses(view.statement)
    steps = ("Condition", clauses[0].operator, clauses[0].key)
    return Remark(message=message, steps=steps, depends_on=tuple({clause.key: None for clause in clauses}))
