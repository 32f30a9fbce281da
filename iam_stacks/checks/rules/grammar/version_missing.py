"""Policies that do not say their version of the policy language."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.views import PolicyView


def _check(policy: PolicyView) -> Iterator[Remark]:
    if policy.document and policy.document.version is None and not policy.of_aws:
        yield Remark(message="the policy has no Version, so it is read as one of 2008-10-17")


RULE = Rule(
    id="version-missing",
    over=PolicyView,
    severity=WARNING,
    says="A policy has no Version, and so neither policy variables nor whatever else came after 2008",
    because="it works, without the newer features",
    fix='add "Version": "2012-10-17"',
    source="IAM User Guide, IAM JSON policy elements: Version",
    check=_check,
)
