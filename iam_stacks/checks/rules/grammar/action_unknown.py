"""Actions that AWS does not have, and patterns that match none."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.service_data import close_actions
from iam_stacks.account.unlisted import action_is_known, service_is_known
from iam_stacks.checks.element import actions_of, has_wildcard, steps_to
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.symbol import has_symbol


def _check(view: StatementView) -> Iterator[Remark]:
    if view.policy.of_aws:
        return
    actions = actions_of(view)
    for action in dict.fromkeys(actions.texts):
        if not action_is_known(action) and not has_symbol(action) and _of_known_service(action):
            message = f"{_what(action)}{_meant(action)}"
            yield Remark(message=message, detail=action.lower(), steps=steps_to(view, actions, action))


def _of_known_service(action: str) -> bool:
    """Tell whether `service-unknown` says nothing about it."""
    service = action.partition(":")[0]
    return has_wildcard(service) or service_is_known(service)


def _what(action: str) -> str:
    return f"{action} matches no action" if has_wildcard(action) else f"there is no action {action}"


def _meant(action: str) -> str:
    close = close_actions(action)
    return f"; there is {' or '.join(close)}" if close else ""


RULE = Rule(
    id="action-unknown",
    over=StatementView,
    severity=ERROR,
    says="An action does not exist, or a pattern matches no action",
    because="it grants nothing, or denies nothing",
    fix="correct the action; if AWS has added it since, lower the severity of action-unknown",
    source="Service Authorization Reference, Actions, resources, and condition keys for AWS services",
    check=_check,
)
