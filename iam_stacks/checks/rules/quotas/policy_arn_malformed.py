"""What is attached as a managed policy, or as a boundary, and is no policy's ARN."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iam_stacks.account.aws_managed import aws_managed_names
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.policy_arns import attached
from iam_stacks.checks.rules.quotas.properties import quoted
from iam_stacks.checks.things import principal_of
from iam_stacks.checks.views import AccountView
from iam_stacks.policy.size import least_text
from iam_stacks.policy.symbol import has_symbol, symbol

_LONGEST = 2048
_SHAPE = re.compile(r"arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy(/[!-.0-~]+)+", re.ASCII)
_START = "arn:"
_OPEN = symbol("")[0]


def _check(view: AccountView) -> Iterator[Remark]:
    for each in attached(view):
        if _refused(each.arn):
            yield Remark(
                message=f"{each.property} has {quoted(each.arn)}",
                fix=_fix(each.arn),
                place=each.place,
                subject=each.declared.place.logical_id,
                detail=quoted(each.arn),
                principal=principal_of(each.declared),
            )


def _refused(arn: str) -> bool:
    if has_symbol(arn):
        known = arn.partition(_OPEN)[0]
        return len(least_text(arn)) > _LONGEST or not (_START.startswith(known) or known.startswith(_START))
    return len(arn) > _LONGEST or _SHAPE.fullmatch(arn) is None


def _fix(text: str) -> str:
    name = text.rpartition("/")[2]
    found = [each for each in aws_managed_names() if each.rpartition("/")[2] == name]
    return f"give arn:aws:iam::aws:policy/{found[0]}" if found else ""


RULE = Rule(
    id="policy-arn-malformed",
    over=AccountView,
    severity=ERROR,
    says="Something is attached as a managed policy, or as a permissions boundary, that is not the ARN of a policy",
    because="AWS refuses it",
    fix="give an ARN such as arn:aws:iam::123456789012:policy/Name, or a Ref to the policy",
    source="IAM User Guide, IAM identifiers; IAM API Reference, AttachRolePolicy",
    check=_check,
)
