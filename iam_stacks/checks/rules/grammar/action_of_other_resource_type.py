"""Actions whose statement names no resource of a type that they take."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.service_data import expand_actions, resource_types
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.grammar.reach import has_no_resources, has_other_resources
from iam_stacks.checks.rules.grammar.unreached import unreached_actions
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    for action, steps in unreached_actions(view):
        if has_other_resources(action) and not has_no_resources(action):
            types = dict.fromkeys(name for each in expand_actions(action) for name in resource_types(each))
            message = f"none of the statement's resources is of a type that {action} takes: {', '.join(types)}"
            yield Remark(message=message, detail=action.lower(), steps=steps)


RULE = Rule(
    id="action-of-other-resource-type",
    over=StatementView,
    severity=ERROR,
    says="No resource of a statement is of a type that the action takes",
    because="it grants nothing, or denies nothing",
    fix="name a resource of such a type, or move the action to a statement that does",
    source="Service Authorization Reference, Actions, resources, and condition keys for AWS services",
    check=_check,
)
