"""Things of one kind whose names differ in upper and lower case only."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.names import Named, named_alike
from iam_stacks.checks.views import AccountView


def _check(view: AccountView) -> Iterator[Remark]:
    for alike in named_alike(view):
        seen: dict[str, Named] = {}
        for each in alike:
            first = next(iter(seen.values()), each)
            if each.name not in seen and seen and each.of_template:
                yield Remark(
                    message=f"the names of the {each.kind} {each.name} and of {first.name}, {first.shown}, differ in "
                    "case only",
                    place=each.place,
                    subject=each.name,
                    detail=each.kind,
                    principal=each.principal,
                )
            seen.setdefault(each.name, each)


RULE = Rule(
    id="names-differ-in-case-only",
    over=AccountView,
    severity=ERROR,
    says="The names of two users, groups, roles, managed policies or instance profiles differ in case only",
    because="AWS refuses it",
    fix="give them names that differ in more",
    source="IAM User Guide, IAM and AWS STS quotas; IAM API Reference, CreatePolicy",
    check=_check,
)
