"""Resources that are neither `*` nor a possible ARN."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.account import Account
from iam_stacks.checks.element import has_wildcard, resources_of, steps_to
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.grammar.arn_fault import arn_fault
from iam_stacks.checks.rules.grammar.kinds import NAMING_RESOURCES
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.arn import split_arn
from iam_stacks.policy.symbol import has_symbol


def _check(view: StatementView) -> Iterator[Remark]:
    if view.kind not in NAMING_RESOURCES or view.policy.of_aws:
        return
    resources = resources_of(view)
    for text in dict.fromkeys(resources.texts):
        if fault := arn_fault(text) or _of_other_partition(text, view.account):
            message = f"{text} is not the ARN of a resource: {fault}"
            yield Remark(message=message, detail=text, steps=steps_to(view, resources, text))


def _of_other_partition(text: str, account: Account) -> str:
    """Return what is wrong with an ARN where IAM knows those of its own partition only."""
    arn = split_arn(text)
    if arn is None or has_symbol(account.region + arn.partition) or has_wildcard(arn.partition):
        return ""
    same = arn.partition == account.partition
    return "" if same else f"the account is of the partition {account.partition}, not {arn.partition}"


RULE = Rule(
    id="arn-malformed",
    over=StatementView,
    severity=ERROR,
    says="A resource is neither * nor an ARN that a resource can have",
    because="AWS refuses it, or nothing matches it",
    fix="write arn:partition:service:region:account:resource, with * for what may differ",
    source="IAM User Guide, IAM policy validation check reference",
    check=_check,
)
