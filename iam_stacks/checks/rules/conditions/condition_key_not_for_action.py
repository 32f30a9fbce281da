"""Condition keys of a service that no action of the statement has."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.condition_data import action_has_key, find_condition_key, is_of_provider
from iam_stacks.account.service_data import expand_actions
from iam_stacks.checks.line import Line, lines_of
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    for line in filter(_is_judged, lines_of(view)):
        key = find_condition_key(line.clause.key)
        if key and _are_listed(view) and not any(action_has_key(action, key) for action in view.actions):
            message = f"no action of the statement has the condition key {line.clause.key}"
            yield Remark(message=message, detail=line.detail, steps=line.steps)


def _is_judged(line: Line) -> bool:
    return line.asks_for_key and not is_of_provider(line.clause.key)


def _are_listed(view: StatementView) -> bool:
    """Tell whether AWS lists what each text of the Action element stands for; one of several services may have it."""
    texts = view.statement.actions
    return texts is not None and all(_service_is_certain(text) and expand_actions(text) for text in texts)


def _service_is_certain(action: str) -> bool:
    return not set("*?") & set(action.partition(":")[0])


RULE = Rule(
    id="condition-key-not-for-action",
    over=StatementView,
    severity=WARNING,
    says="A statement asks for a condition key of a service that AWS lists for none of its actions",
    because="AWS's lists of keys are not complete",
    fix="take the condition out, or move it to a statement with actions that have the key",
    source="Service Authorization Reference, Actions, resources, and condition keys for AWS services",
    check=_check,
)
