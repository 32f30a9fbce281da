"""Statements that allow all of a service."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.least_privilege.administrators import administrators, is_administrative
from iam_stacks.checks.rules.least_privilege.full_services import full_services
from iam_stacks.checks.rules.least_privilege.wide import keys_of, steps_to_action
from iam_stacks.checks.views import AccountView, StatementView

_MOST_LISTED = 5


def _check(view: AccountView) -> Iterator[Remark]:
    # `administrator-equivalent` says it of these; but a statement that a boundary or a Deny tames is full access still.
    of_administrators = {policy for found in administrators(view) for policy in found.policies}
    for policy in view.policies:
        for statement in policy.statements:
            if not (policy in of_administrators and is_administrative(statement)):
                yield from _of(statement)


def _of(statement: StatementView) -> Iterator[Remark]:
    full = full_services(statement)
    if len(full) > _MOST_LISTED:
        yield Remark(
            message=f"everything in {len(full)} services is allowed, such as {', '.join(full[:_MOST_LISTED])}",
            at=statement,
            steps=("Action",) if statement.statement.not_actions is None else ("NotAction",),
            depends_on=keys_of(statement),
        )
        return
    for service in full:
        yield Remark(
            message=f"everything in {service} is allowed",
            at=statement,
            steps=steps_to_action(statement, f"{service}:"),
            detail=service,
            depends_on=keys_of(statement),
        )


RULE = Rule(
    id="full-service-access",
    over=AccountView,
    severity=WARNING,
    says="All actions of a service are allowed, on whatever resource it has",
    because="somebody may want it",
    fix="allow the actions that are needed, on the resources that are needed",
    source="IAM User Guide, Security best practices in IAM, Apply least-privilege permissions",
    check=_check,
)
