"""Statements that allow users or roles to be made that no boundary limits."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.least_privilege.administrators import is_administrative
from iam_stacks.checks.rules.least_privilege.asking import Subjects
from iam_stacks.checks.rules.least_privilege.wide import foreseen, steps_to_action
from iam_stacks.checks.views import AccountView, StatementView
from iam_stacks.policy.decision import ALLOWED, Decision

_CREATES = ("iam:CreateRole", "iam:CreateUser")


def _check(view: AccountView) -> Iterator[Remark]:
    subjects = Subjects(view)
    for policy in view.policies:
        for statement in policy.statements if not policy.of_aws else ():
            for action in _CREATES if statement.grants and not is_administrative(statement) else ():
                yield from _of(subjects, statement, action)


def _of(subjects: Subjects, statement: StatementView, action: str) -> Iterator[Remark]:
    if action not in statement.reach:
        return
    allowed = next((each for each in _decisions(subjects, statement, action) if ALLOWED in each.outcomes), None)
    if allowed:
        yield Remark(
            message=f"{action} is allowed without a permissions boundary for what is made",
            at=statement,
            steps=steps_to_action(statement, action),
            detail=action,
            depends_on=allowed.depends_on,
        )


def _decisions(subjects: Subjects, statement: StatementView, action: str) -> Iterator[Decision]:
    """Yield what each who has the policy may do to what the statement is about: a boundary may ask for another."""
    resources = foreseen(statement, action)
    for subject in subjects.having(statement.policy):
        yield from (subjects.decide(subject, action, resource) for resource in resources)


RULE = Rule(
    id="role-creation-without-boundary",
    over=AccountView,
    severity=WARNING,
    says="Users or roles can be made that have no permissions boundary",
    because="somebody may want it",
    fix="add a condition on iam:PermissionsBoundary that names the boundary, as DelegatedAdminBoundary does",
    source="IAM User Guide, Permissions boundaries for IAM entities, Delegating responsibility to others using "
    "permissions boundaries",
    check=_check,
)
