"""Policies of AWS that AWS is not known to have."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from iam_stacks.account.aws_managed import aws_managed_names
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.quotas.known import settled
from iam_stacks.checks.rules.quotas.policy_arns import attached
from iam_stacks.checks.things import principal_of
from iam_stacks.checks.views import AccountView
from iam_stacks.policy.aws_managed import AWS_MANAGED


def _check(view: AccountView) -> Iterator[Remark]:
    # An export says which there are, too.
    read = {policy.name for each in view.identities for policy in each.policies}
    read |= {each.boundary.name for each in view.principals if each.boundary}
    known = set(aws_managed_names())
    for each in attached(view):
        _, marker, name = each.arn.partition(AWS_MANAGED)
        if marker and settled(name) and name not in known and each.arn not in read:
            yield Remark(
                message=f"AWS is not known to have a policy {name}{_hint(name)}",
                place=each.place,
                subject=each.declared.place.logical_id,
                detail=name,
                principal=principal_of(each.declared),
            )


def _hint(name: str) -> str:
    """Return the policy that is meant: of the same name in other case or with another path, else of a similar one."""
    short = {known.rpartition("/")[2].lower(): known for known in aws_managed_names()}
    close = get_close_matches(name.rpartition("/")[2].lower(), short, 1)
    return f"; there is {short[close[0]]}" if close else ""


RULE = Rule(
    id="aws-managed-policy-unknown",
    over=AccountView,
    severity=WARNING,
    says="A policy of AWS is attached that AWS is not known to have",
    because="AWS refuses it, unless the policy is newer than the list here",
    fix="give the policy's name with its path, and in its case",
    source="AWS Managed Policy Reference Guide",
    check=_check,
)
