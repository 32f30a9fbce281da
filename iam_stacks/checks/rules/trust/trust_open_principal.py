"""Trust policies that let anybody assume the role."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.trust.confinement import OPEN, confinement
from iam_stacks.checks.rules.trust.trusted import everybody, lets_assume, shown_as
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    if not lets_assume(view) or confinement(view) is not OPEN:
        return
    for name in everybody(view):
        despite = ": the conditions are such as a stranger can meet" if view.statement.conditions else ""
        yield Remark(message=f"{shown_as(name)} can assume the role{despite}", detail=name.kind, steps=name.steps)


RULE = Rule(
    id="trust-open-principal",
    over=StatementView,
    severity=ERROR,
    says="A role trusts everybody, without a condition that shuts out strangers",
    because="a stranger can meet it",
    fix="name who is trusted in Principal, or ask for aws:PrincipalOrgID; an external id is no proof of who calls",
    source="IAM User Guide, AWS JSON policy elements: Principal, All principals",
    check=_check,
)
