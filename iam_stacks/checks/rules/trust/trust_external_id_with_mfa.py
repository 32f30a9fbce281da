"""Trust that asks for an external id and MFA at once."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.claims import asking
from iam_stacks.checks.rules.trust.trusted import ASSUME_ROLE, lets_assume
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.trust.clauses import EXTERNAL_ID, MFA_PRESENT


def _check(view: StatementView) -> Iterator[Remark]:
    if lets_assume(view, ASSUME_ROLE):
        ids, mfa = (asking(view, key.lower()) for key in (EXTERNAL_ID, MFA_PRESENT))
        for line in ids if mfa else ():
            yield Remark(message=f"{EXTERNAL_ID} and {MFA_PRESENT} stand together", steps=line.steps)


RULE = Rule(
    id="trust-external-id-with-mfa",
    over=StatementView,
    severity=WARNING,
    says="A trust asks for an external id and for MFA at once",
    because="hardly anybody can meet it",
    fix="ask a third party for the external id, and people for MFA: the console's Switch Role sends no external id",
    source="IAM User Guide, Access to AWS accounts owned by third parties",
    check=_check,
)
