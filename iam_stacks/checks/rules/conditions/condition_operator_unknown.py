"""Condition operators that there are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.views import PolicyView
from iam_stacks.policy.operators import close_operator, find_operator


def _check(policy: PolicyView) -> Iterator[Remark]:
    for index, statement in () if policy.of_aws else policy.raw_statements:
        for name in _operators(statement.get("Condition")):
            if find_operator(name) is None:
                yield Remark(
                    message=f"there is no condition operator {name}{_meant(name)}",
                    detail=" ".join(filter(None, (_text(statement.get("Sid")), name))),
                    steps=("Statement", index, "Condition", name),
                )


def _operators(condition: Any) -> Iterator[str]:
    return filter(_text, condition) if isinstance(condition, Mapping) else iter(())


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _meant(name: str) -> str:
    close = close_operator(name)
    return f"; there is {close}" if close else ""


RULE = Rule(
    id="condition-operator-unknown",
    over=PolicyView,
    severity=ERROR,
    says="A condition operator does not exist, be it for its case, or since Null has neither IfExists nor set operator",
    because="AWS refuses it",
    fix="give an operator that there is",
    source="IAM User Guide, IAM JSON policy elements: Condition operators",
    check=_check,
)
