"""Statements of one policy that have the same Sid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.grammar.kinds import OF_IAM
from iam_stacks.checks.views import PolicyView


def _check(policy: PolicyView) -> Iterator[Remark]:
    if policy.kind not in OF_IAM or policy.of_aws:
        return
    counts = Counter(statement.statement.sid for statement in policy.statements if statement.statement.sid)
    for sid, count in counts.items():
        if count > 1:
            yield Remark(message=f"{count} statements have the Sid {sid}", detail=sid)


RULE = Rule(
    id="statement-id-twice",
    over=PolicyView,
    severity=ERROR,
    says="Two statements of a policy have the same Sid",
    because="AWS refuses it",
    fix="give each statement a Sid of its own, or none",
    source="IAM User Guide, IAM JSON policy elements: Sid",
    check=_check,
)
