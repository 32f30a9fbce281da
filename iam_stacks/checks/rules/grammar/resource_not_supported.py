"""Actions without resources of their own whose statement names certain resources."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.grammar.reach import has_no_resources
from iam_stacks.checks.rules.grammar.unreached import unreached_actions
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    for action, steps in unreached_actions(view):
        if has_no_resources(action):
            message = f"{action} has no resources of its own, so it needs Resource *"
            yield Remark(message=message, detail=action.lower(), steps=steps)


RULE = Rule(
    id="resource-not-supported",
    over=StatementView,
    severity=ERROR,
    says="An action that has no resources of its own stands in a statement about certain resources",
    because="it grants nothing, or denies nothing",
    fix="move the action to a statement with Resource *",
    source="IAM User Guide, IAM JSON policy elements: Resource",
    check=_check,
)
