"""More managed policies on a user, group or role than it can have."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import Group, Role, User
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.known import Known, settled
from iam_stacks.checks.rules.quotas.quota import QUOTA_PAGE, allowed, mended
from iam_stacks.checks.things import place_of, principal_of, subject_of
from iam_stacks.checks.views import AccountView
from iam_stacks.policy.aws_managed import AWS_MANAGED

_INSTEAD = "join policies, or give some of them to a group"
_NOUNS = {"user": User, "group": Group, "role": Role}


def _rule(noun: str) -> Rule[AccountView]:
    name = f"managed-policies-per-{noun}"
    instead = _INSTEAD if noun == "user" else "join policies"

    def check(view: AccountView) -> Iterator[Remark]:
        quota, known = allowed(view, name), Known(view.account)
        for identity in view.identities:
            if not isinstance(identity, _NOUNS[noun]):
                continue
            own = [arn.rpartition("/")[2] for arn in identity.attached if AWS_MANAGED not in arn]
            of_aws = sum(AWS_MANAGED in arn and settled(arn) for arn in identity.attached)
            count = of_aws + known.least_different(own, view.account.managed_policies)
            if count > quota:
                yield Remark(
                    message=f"the {noun} {subject_of(identity)} has {count} managed policies of {quota}",
                    fix=mended(name, count, instead),
                    place=place_of(identity),
                    subject=subject_of(identity),
                    principal=principal_of(identity),
                )

    return Rule(
        id=f"quota-{name}",
        over=AccountView,
        severity=ERROR,
        says=f"A {noun} has more managed policies than its quota, over all stacks",
        because="AWS refuses it",
        fix=instead,
        source=QUOTA_PAGE,
        check=check,
    )


RULES = tuple(map(_rule, _NOUNS))
