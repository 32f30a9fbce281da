"""Principals with a wildcard in a part of their name."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.trust.trusted import EVERYBODY, names_of
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.kind import RESOURCE, TRUST
from iam_stacks.policy.trust.clauses import is_pattern


def _check(view: StatementView) -> Iterator[Remark]:
    if view.kind not in (TRUST, RESOURCE):
        return
    for name in names_of(view):
        if name.text != EVERYBODY and is_pattern(name.text):
            yield Remark(message=f"the principal {name.text} has a wildcard", detail=name.text, steps=name.steps)


RULE = Rule(
    id="trust-partly-wild-principal",
    over=StatementView,
    severity=ERROR,
    says="A principal has a wildcard in a part of its name",
    because="AWS refuses it",
    fix="name each principal, or the account, and ask for the pattern by ArnLike of aws:PrincipalArn",
    source="IAM User Guide, AWS JSON policy elements: Principal",
    check=_check,
)
