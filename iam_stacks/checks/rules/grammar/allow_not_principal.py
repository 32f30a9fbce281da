"""Statements that allow with NotPrincipal."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    if view.allows and view.statement.not_principals is not None:
        message = "everybody but those whom NotPrincipal names is allowed, strangers too"
        yield Remark(message=message, steps=("NotPrincipal",))


RULE = Rule(
    id="allow-not-principal",
    over=StatementView,
    severity=ERROR,
    says="A statement allows with NotPrincipal",
    because="a stranger can meet it",
    fix="name the principals who need access in Principal; NotPrincipal is for Deny",
    source="IAM User Guide, AWS JSON policy elements: NotPrincipal",
    check=_check,
)
