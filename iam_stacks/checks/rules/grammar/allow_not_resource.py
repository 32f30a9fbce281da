"""Statements that allow with NotResource."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.grammar.kinds import GRANTING
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    left = view.statement.not_resources
    if left is not None and view.allows and view.kind in GRANTING and not view.policy.of_aws:
        yield Remark(
            message=f"everything but {', '.join(left)} can be reached, and whatever is made later",
            steps=("NotResource",),
        )


RULE = Rule(
    id="allow-not-resource",
    over=StatementView,
    severity=WARNING,
    says="A statement allows with NotResource: on everything but what it names",
    because="somebody may want it",
    fix="name the resources that are needed in Resource",
    source="IAM User Guide, IAM JSON policy elements: NotResource",
    check=_check,
)
