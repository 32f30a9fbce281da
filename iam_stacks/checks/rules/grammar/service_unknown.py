"""Actions of services that AWS does not have."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.service_data import close_services
from iam_stacks.account.unlisted import service_is_known
from iam_stacks.checks.element import actions_of, has_wildcard, steps_to
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.symbol import has_symbol


def _check(view: StatementView) -> Iterator[Remark]:
    # What a Deny spares need not be there: lists of global services outlive some of them.
    spares = not view.allows and view.statement.not_actions is not None
    if view.policy.of_aws or spares:
        return
    actions = actions_of(view)
    for action in dict.fromkeys(actions.texts):
        service, colon, _ = action.partition(":")
        if colon and not has_symbol(service) and not has_wildcard(service) and not service_is_known(service):
            message = f"{action} is of no service of AWS{_meant(service)}"
            yield Remark(message=message, detail=action.lower(), steps=steps_to(view, actions, action))


def _meant(service: str) -> str:
    close = close_services(service)
    return f"; there is {' or '.join(close)}" if close else ""


RULE = Rule(
    id="service-unknown",
    over=StatementView,
    severity=ERROR,
    says="An action is of no service that AWS has",
    because="it grants nothing, or denies nothing",
    fix="correct the service's prefix; if AWS has added the service since, lower the severity of service-unknown",
    source="Service Authorization Reference, Actions, resources, and condition keys for AWS services",
    check=_check,
)
