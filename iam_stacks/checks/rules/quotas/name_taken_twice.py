"""Things of one kind that have the same name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.names import Named, named_alike
from iam_stacks.checks.views import AccountView


def _check(view: AccountView) -> Iterator[Remark]:
    for alike in named_alike(view, others=True):
        # An export may speak of the same thing as a template.
        declared = sorted((each for each in alike if each.of_template), key=_name)
        for name, (first, *further) in groupby(declared, key=_name):
            for other in further:
                yield Remark(
                    message=f"{first.shown} is a {other.kind} with the name {name} too",
                    place=other.place,
                    subject=name,
                    detail=other.kind,
                    principal=other.principal,
                )


def _name(named: Named) -> str:
    return named.name


RULE = Rule(
    id="name-taken-twice",
    over=AccountView,
    severity=ERROR,
    says="Two things of one kind have the same name in an account, whatever their paths and stacks",
    because="AWS refuses it",
    fix="give each a name of its own, or none, so that CloudFormation chooses one",
    source="IAM User Guide, IAM and AWS STS quotas",
    check=_check,
)
