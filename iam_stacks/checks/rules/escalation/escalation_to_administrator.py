"""Principals who are no administrators, and can become one step by step."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.escalation.graph import escalation
from iam_stacks.checks.rules.escalation.remarks import of_path
from iam_stacks.checks.views import AccountView


def _check(view: AccountView) -> Iterator[Remark]:
    for path in escalation(view).to_administrators():
        yield of_path(view, path, "become administrator")


RULE = Rule(
    id="escalation-to-administrator",
    over=AccountView,
    severity=ERROR,
    says="A user or role that is no administrator can become one, or gain the power of one",
    because="whoever has its credentials has the account",
    fix="take away one of the steps: allow fewer actions or resources, deny one, set a permissions boundary, or trust "
    "fewer; or name it among the administrators, if it is meant to be one",
    source="IAM User Guide, Security best practices in IAM, Apply least-privilege permissions",
    check=_check,
)
