"""Statements that allow with NotAction."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.grammar.kinds import GRANTING
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    left = view.statement.not_actions
    if left is not None and view.allows and view.kind in GRANTING and not view.policy.of_aws:
        yield Remark(
            message=f"everything but {', '.join(left)} is allowed, and whatever AWS adds", steps=("NotAction",)
        )


RULE = Rule(
    id="allow-not-action",
    over=StatementView,
    severity=WARNING,
    says="A statement allows with NotAction: everything but what it names",
    because="somebody may want it",
    fix="name the actions that are needed in Action",
    source="IAM User Guide, IAM JSON policy elements: NotAction",
    check=_check,
)
