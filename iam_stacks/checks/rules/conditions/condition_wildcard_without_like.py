"""Wildcards in a condition whose operator takes them for ordinary characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iam_stacks.checks.line import lines_of
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.symbol import without_symbols

_VARIABLE = re.compile(r"\$\{[^}]*\}")
_LITERAL_WILDCARDS = ("acm:domainnames", "route53:changeresourcerecordsetsnormalizedrecordnames")
"""Keys whose values are names of domains, in which an asterisk is an asterisk."""


def _check(view: StatementView) -> Iterator[Remark]:
    for line in lines_of(view):
        operator = line.operator
        if operator.family != "String" or operator.wildcards or line.clause.key.lower() in _LITERAL_WILDCARDS:
            continue
        for value in dict.fromkeys(line.clause.values):
            if not set("*?").isdisjoint(_VARIABLE.sub("", without_symbols(value))):
                yield Remark(
                    message=f"{line.clause.operator} takes the wildcard in {value} for an ordinary character",
                    detail=line.detail_of(value),
                    steps=line.steps_to(value),
                )


RULE = Rule(
    id="condition-wildcard-without-like",
    over=StatementView,
    severity=WARNING,
    says="A condition compares text with * or ? by an operator that has no wildcards",
    because="somebody may want it",
    fix="give StringLike or StringNotLike",
    source="IAM User Guide, IAM JSON policy elements: Condition operators",
    check=_check,
)
