"""Actions for which AWS lists none of the resources of their statement, while it is not certain that they have none."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.grammar.reach import has_no_resources, has_other_resources
from iam_stacks.checks.rules.grammar.unreached import unreached_actions
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    for action, steps in unreached_actions(view):
        if not has_no_resources(action) and not has_other_resources(action):
            message = f"AWS lists none of the resources for {action}, so Resource * may be needed"
            yield Remark(message=message, detail=action.lower(), steps=steps)


RULE = Rule(
    id="resource-not-listed",
    over=StatementView,
    severity=WARNING,
    says="An action stands in a statement about resources that AWS does not list for it",
    because="it may grant nothing; some services know more resources than AWS lists",
    fix="try it, or move the action to a statement with Resource *",
    source="Service Authorization Reference, Actions, resources, and condition keys for AWS services",
    check=_check,
)
