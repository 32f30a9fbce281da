"""What is worked out once for all rules about escalation and guarantees."""

from __future__ import annotations

from iam_stacks.checks.once import once
from iam_stacks.checks.views import AccountView
from iam_stacks.escalation.escalation import Escalation
from iam_stacks.guarantees.judge import Judge
from iam_stacks.guarantees.verdict import Verdict


@once
def escalation(view: AccountView) -> Escalation:
    """Return the graph of who can become whom."""
    return Escalation(view.account, administrators=view.named_administrators)


@once
def verdicts(view: AccountView) -> tuple[Verdict, ...]:
    """Return what becomes of the guarantees."""
    judge = Judge(view.account, escalation(view))
    return tuple(verdict for guarantee in view.wanted.guarantees for verdict in judge.verdicts(guarantee))
