"""Statements that allow every role to be passed."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.least_privilege.administrators import is_administrative
from iam_stacks.checks.rules.least_privilege.bounds import gives_anything
from iam_stacks.checks.rules.least_privilege.wide import keys_of, steps_to_action
from iam_stacks.checks.views import StatementView

PASS_ROLE = "iam:PassRole"


def _check(view: StatementView) -> Iterator[Remark]:
    if view.grants and not view.policy.of_aws and gives_anything(view, PASS_ROLE) and not is_administrative(view):
        yield Remark(
            message="any role can be passed to a service, which then does what the role may do",
            steps=steps_to_action(view, PASS_ROLE),
            depends_on=keys_of(view),
        )


RULE = Rule(
    id="pass-role-anywhere",
    over=StatementView,
    severity=WARNING,
    says="Every role of the account can be passed to a service",
    because="somebody may want it",
    fix="name the roles in Resource, and the service in a condition on iam:PassedToService",
    source="IAM User Guide, Grant a user permissions to pass a role to an AWS service",
    check=_check,
)
