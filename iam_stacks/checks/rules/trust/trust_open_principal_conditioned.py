"""Trust policies that name everybody, and shut out strangers by something that is no proof of who they are."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.confinement import UNSURE, confinement
from iam_stacks.checks.rules.trust.trusted import everybody, lets_assume, shown_as
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    if not lets_assume(view) or confinement(view) is not UNSURE:
        return
    keys = sorted({clause.key for clause in view.statement.conditions})
    by = ", ".join(keys) or "statements that deny"
    for name in everybody(view):
        message = f"{shown_as(name)} can assume the role who meets {by}"
        yield Remark(message=message, detail=name.kind, steps=name.steps, depends_on=tuple(keys))


RULE = Rule(
    id="trust-open-principal-conditioned",
    over=StatementView,
    severity=WARNING,
    says="A role trusts everybody who meets conditions that do not say which accounts are meant",
    because="somebody may want it",
    fix="name who is trusted in Principal, or ask for aws:PrincipalOrgID, aws:PrincipalAccount or aws:PrincipalArn",
    source="IAM User Guide, AWS JSON policy elements: Principal, All principals",
    check=_check,
)
