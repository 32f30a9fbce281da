"""Policies that a user has of its own."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import User
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.things import place_of, receivers, subject_of
from iam_stacks.checks.views import AccountView


def _check(view: AccountView) -> Iterator[Remark]:
    for policy in view.policies:
        for user in receivers(policy):
            if isinstance(user, User):
                name = subject_of(user)
                yield Remark(
                    message=f"the user {name} has the policy {policy.name} itself, and not by a group",
                    at=policy,
                    place=place_of(user),
                    subject=name,
                    detail=policy.name,
                    principal=user.arn,
                )


RULE = Rule(
    id="policy-attached-to-user",
    over=AccountView,
    severity=WARNING,
    says="A user has a policy of its own",
    because="somebody may want it",
    fix="give the policy to a group, and put the user into it",
    source="AWS Security Hub User Guide, IAM.2 IAM users should not have IAM policies attached; CIS AWS Foundations "
    "Benchmark 3.0, 1.15",
    check=_check,
)
