"""Statements that allow data to be read wherever it is."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.least_privilege.data_reads import DATA_READS
from iam_stacks.checks.rules.least_privilege.unsaid import unsaid
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    return unsaid(
        view,
        lambda each: DATA_READS.keys() & each.reach,
        "can be used on whatever resource there is: it reads what is stored",
    )


RULE = Rule(
    id="data-reads-anywhere",
    over=StatementView,
    severity=WARNING,
    says="Stored data or secrets can be read, wherever they are",
    because="somebody may want it",
    fix="name the resources that are to be read",
    source="IAM User Guide, Security best practices in IAM, Apply least-privilege permissions",
    check=_check,
)
