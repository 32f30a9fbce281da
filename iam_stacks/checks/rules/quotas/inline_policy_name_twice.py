"""Inline policies of one identity that have the same name."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.quotas.inline_policies import inline_policies
from iam_stacks.checks.things import principal_of, subject_of
from iam_stacks.checks.views import AccountView


def _check(view: AccountView) -> Iterator[Remark]:
    for identity, named in inline_policies(view):
        for name, written in named.items():
            places = sorted(each.place for each in written if each.place.path[:1] == ("Properties",))
            if len(places) > 1:
                yield Remark(
                    message=f"{len(places)} inline policies of {subject_of(identity)} are named {name}",
                    place=places[1].outside,
                    subject=subject_of(identity),
                    detail=name,
                    principal=principal_of(identity),
                )


RULE = Rule(
    id="inline-policy-name-twice",
    over=AccountView,
    severity=WARNING,
    says="Two inline policies of one user, group or role have the same name, so that one replaces the other",
    because="AWS takes it, and one of them grants nothing",
    fix="give each a name of its own",
    source="IAM API Reference, PutRolePolicy",
    check=_check,
)
