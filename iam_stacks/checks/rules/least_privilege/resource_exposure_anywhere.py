"""Statements that allow whatever resource to be opened to others."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.least_privilege.exposure import exposes
from iam_stacks.checks.rules.least_privilege.unsaid import unsaid
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    return unsaid(view, _opening, "can be used on whatever resource there is: it changes who may do what")


def _opening(view: StatementView) -> Iterator[str]:
    # Of a NotAction on whatever resource, `full-service-access` says more: hundreds of services.
    return filter(exposes, view.actions)


RULE = Rule(
    id="resource-exposure-anywhere",
    over=StatementView,
    severity=WARNING,
    says="Who may reach a resource can be changed, of whatever resource",
    because="somebody may want it",
    fix="name the resources whose policies may be changed, or leave it to administrators",
    source="IAM User Guide, Understanding access level summaries within policy summaries, Permissions management",
    check=_check,
)
