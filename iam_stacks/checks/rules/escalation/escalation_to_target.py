"""Principals who are not allowed what a target is, and can gain it step by step."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.escalation.graph import escalation
from iam_stacks.checks.rules.escalation.remarks import of_path
from iam_stacks.checks.views import AccountView


def _check(view: AccountView) -> Iterator[Remark]:
    for target in view.wanted.targets:
        held = target.held_by(view.account)
        for path in escalation(view).to(held, held.depends_on):
            yield of_path(view, path, f"come to {target.action} on {target.resource}", str(target))


RULE = Rule(
    id="escalation-to-target",
    over=AccountView,
    severity=ERROR,
    says="A user or role that is not allowed what a target says can gain it from others",
    because="the target was named as what few may reach",
    fix="take away one of the steps: allow fewer actions or resources, deny one, set a permissions boundary, or trust "
    "fewer; or allow it openly, if it is meant to be allowed",
    source="IAM User Guide, Security best practices in IAM, Apply least-privilege permissions",
    check=_check,
)
