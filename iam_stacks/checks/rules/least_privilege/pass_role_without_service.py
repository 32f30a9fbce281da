"""Statements that allow a role to be passed to whichever service."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.line import Line, lines_of
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.least_privilege.administrators import is_administrative
from iam_stacks.checks.rules.least_privilege.pass_role_anywhere import PASS_ROLE
from iam_stacks.checks.rules.least_privilege.wide import keys_of, reaches_anything, steps_to_action
from iam_stacks.checks.views import StatementView

_SERVICE = "iam:passedtoservice"


def _check(view: StatementView) -> Iterator[Remark]:
    if not view.grants or view.policy.of_aws or PASS_ROLE not in view.reach or is_administrative(view):
        return
    says_service = any(line.clause.key.lower() == _SERVICE and _names_one(line) for line in lines_of(view))
    # Where any role can be passed, `pass-role-anywhere` says it if no boundary holds it back, and its fix is the same.
    if not says_service and not reaches_anything(view, PASS_ROLE):
        yield Remark(
            message="roles can be passed to every service that they trust",
            steps=steps_to_action(view, PASS_ROLE),
            depends_on=keys_of(view),
        )


def _names_one(line: Line) -> bool:
    """Tell whether a line lets some services be passed a role, and not all but some, or whichever there are."""
    is_wide = line.operator.wildcards and any(not value.strip("*") for value in line.clause.values)
    return line.operator.family != "Null" and not line.operator.negated and not is_wide


RULE = Rule(
    id="pass-role-without-service",
    over=StatementView,
    severity=WARNING,
    says="A role can be passed to whichever service it trusts",
    because="somebody may want it",
    fix="add a condition on iam:PassedToService that names the service",
    source="IAM User Guide, IAM and AWS STS condition context keys, iam:PassedToService",
    check=_check,
)
