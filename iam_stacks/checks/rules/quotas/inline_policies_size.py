"""Inline policies that are, together, longer than their user, group or role can have."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import Group, Role, User
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.inline_policies import inline_policies
from iam_stacks.checks.rules.quotas.quota import QUOTA_PAGE, allowed, mended
from iam_stacks.checks.things import place_of, principal_of, subject_of
from iam_stacks.checks.views import AccountView
from iam_stacks.policy.size import least_document_size

_INSTEAD = "make managed policies of them"


def _rule(noun: str, kind: type[User] | type[Group] | type[Role]) -> Rule[AccountView]:
    name = f"{noun}-inline-policy-size"

    def check(view: AccountView) -> Iterator[Remark]:
        quota = allowed(view, name)
        for identity, named in inline_policies(view):
            # Of two policies of one name, one replaces the other.
            size = sum(max(least_document_size(each.source) for each in written) for written in named.values())
            if isinstance(identity, kind) and size > quota:
                yield Remark(
                    message=f"the {len(named)} inline policies of the {noun} {subject_of(identity)} have together "
                    f"at least {size:,} characters of {quota:,}",
                    fix=mended(name, size, _INSTEAD),
                    place=place_of(identity),
                    subject=subject_of(identity),
                    principal=principal_of(identity),
                )

    return Rule(
        id=f"quota-inline-policies-size-per-{noun}",
        over=AccountView,
        severity=ERROR,
        says=f"The inline policies of a {noun} are together longer than its quota, white space not counted",
        because="AWS refuses it",
        fix=_INSTEAD,
        source=QUOTA_PAGE,
        check=check,
    )


RULES = tuple(_rule(noun, kind) for noun, kind in {"user": User, "group": Group, "role": Role}.items())
