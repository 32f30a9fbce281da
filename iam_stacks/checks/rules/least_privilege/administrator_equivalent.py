"""Principals who can give themselves any permission."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import Group
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.least_privilege.administrators import Administrator, administrators
from iam_stacks.checks.things import subject_of
from iam_stacks.checks.views import AccountView


def _check(view: AccountView) -> Iterator[Remark]:
    for found in administrators(view):
        if found.thing and found.thing.arn in view.named_administrators:
            continue
        yield Remark(
            message=f"{_who(found)} an administrator: {found.action} is allowed on everything",
            at=found.statement,
            steps=("NotAction",) if found.statement.statement.not_actions is not None else ("Action",),
            subject=subject_of(found.thing) if found.thing else found.statement.policy.name,
            principal=found.thing.arn if found.thing and not isinstance(found.thing, Group) else None,
            depends_on=found.depends_on,
        )


def _who(found: Administrator) -> str:
    if found.thing is None:
        return f"whoever gets the policy {found.statement.policy.name} becomes"
    kind = type(found.thing).__name__.lower()
    name = subject_of(found.thing)
    return f"whoever joins the group {name} becomes" if kind == "group" else f"the {kind} {name} is"


RULE = Rule(
    id="administrator-equivalent",
    over=AccountView,
    severity=WARNING,
    says="A principal is allowed all of IAM, or to rewrite all roles, however that is spelt",
    because="somebody may want it",
    fix="allow only the actions that are needed, on the resources that are needed; set a permissions boundary; "
    "or name it among the administrators, if it is meant to be one",
    source="IAM User Guide, Security best practices in IAM, Apply least-privilege permissions",
    check=_check,
)
