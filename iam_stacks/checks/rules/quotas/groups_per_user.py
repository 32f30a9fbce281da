"""Users that are in more groups than they can be."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.known import Known
from iam_stacks.checks.rules.quotas.quota import QUOTA_PAGE, allowed, mended
from iam_stacks.checks.things import place_of, subject_of
from iam_stacks.checks.views import AccountView

_NAME = "groups-per-user"
_INSTEAD = "join groups"


def _check(view: AccountView) -> Iterator[Remark]:
    quota, known = allowed(view, _NAME), Known(view.account)
    for user in view.account.users:
        count = known.least_different(user.group_names, view.account.groups)
        if count > quota:
            yield Remark(
                message=f"the user {subject_of(user)} is in {count} groups of {quota}",
                fix=mended(_NAME, count, _INSTEAD),
                place=place_of(user),
                subject=subject_of(user),
                principal=user.arn,
            )


RULE = Rule(
    id=f"quota-{_NAME}",
    over=AccountView,
    severity=ERROR,
    says="A user is in more groups than its quota, over all stacks",
    because="AWS refuses it",
    fix=_INSTEAD,
    source=QUOTA_PAGE,
    check=_check,
)
