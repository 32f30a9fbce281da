"""Groups that have more users than the account can have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from iam_stacks.account.model import Declared
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.known import Known
from iam_stacks.checks.rules.quotas.properties import texts_of
from iam_stacks.checks.rules.quotas.quota import QUOTA_PAGE, allowed, mended
from iam_stacks.checks.things import place_of, subject_of
from iam_stacks.checks.views import AccountView

_QUOTA = "users-per-account"
_INSTEAD = "take users out of the group"


def _check(view: AccountView) -> Iterator[Remark]:
    account, quota, known = view.account, allowed(view, _QUOTA), Known(view.account)
    members: dict[str, set[str]] = defaultdict(set)
    for user in account.users:
        for name in user.group_names:
            members[name].add(user.name)
    for addition in filter(_is_addition, account.declared):
        members[str(addition.properties.get("GroupName"))].update(text for text, _ in texts_of(addition, "Users"))
    for group in account.groups:
        count = known.least_different(members[group.name], account.users)
        if count > quota:
            yield Remark(
                message=f"the group {subject_of(group)} has {count:,} users of {quota:,}",
                fix=mended(_QUOTA, count, _INSTEAD),
                place=place_of(group),
                subject=subject_of(group),
            )


def _is_addition(declared: Declared) -> bool:
    return declared.type == "AWS::IAM::UserToGroupAddition"


RULE = Rule(
    id="quota-users-per-group",
    over=AccountView,
    severity=ERROR,
    says="A group has more users than the account can have, over all stacks",
    because="AWS refuses it",
    fix=_INSTEAD,
    source=QUOTA_PAGE,
    check=_check,
)
