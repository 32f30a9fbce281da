"""Roles that the console cannot switch to."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import Role
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.quotas.quota import QUOTA_PAGE
from iam_stacks.checks.things import place_of, subject_of
from iam_stacks.checks.views import AccountView
from iam_stacks.policy.size import least_text

_MOST = 64


def _check(view: AccountView) -> Iterator[Remark]:
    for role in view.account.roles:
        length = len(least_text(role.path + role.name))
        # The path / alone is left to nobody's choice.
        if role.path != "/" and length > _MOST and _is_for_people(role):
            yield Remark(
                message=f"path and name of the role {subject_of(role)} have {length} characters of {_MOST}",
                place=place_of(role),
                subject=subject_of(role),
                principal=role.arn,
            )


def _is_for_people(role: Role) -> bool:
    statements = role.trust.document.statements if role.trust else ()
    kinds = {kind for each in statements if each.principals for kind, _ in each.principals.entries}
    return not kinds.isdisjoint(("AWS", "*"))


RULE = Rule(
    id="role-too-long-to-switch",
    over=AccountView,
    severity=WARNING,
    says="Path and name of a role that users can assume are together too long for Switch Role in the console",
    because="the role works, but not with Switch Role",
    fix="shorten the path or the name",
    source=QUOTA_PAGE,
    check=_check,
)
