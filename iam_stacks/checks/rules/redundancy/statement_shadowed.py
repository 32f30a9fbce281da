"""Statements that allow what another one of their policy denies."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.redundancy.reach import Reach
from iam_stacks.checks.views import PolicyView


def _check(policy: PolicyView) -> Iterator[Remark]:
    reaches = () if policy.of_aws else tuple(map(Reach, policy.statements))
    denying = [each for each in reaches if not each.view.allows]
    for reach in reaches if denying else ():
        denial = next((each for each in denying if reach.view.allows and each.covers(reach)), None)
        if denial:
            yield Remark(message=f"{denial.name} denies all that it allows", at=reach.view)


RULE = Rule(
    id="statement-shadowed",
    over=PolicyView,
    severity=ERROR,
    says="All that a statement allows is denied by another one of its policy",
    because="it grants nothing",
    fix="take the statement out, or narrow the one that denies",
    source="IAM User Guide, Policy evaluation logic",
    check=_check,
    either_way=True,
)
