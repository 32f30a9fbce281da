"""Condition keys that AWS does not have."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.condition_data import close_condition_keys, may_exist
from iam_stacks.checks.line import Line, lines_of
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    for line in lines_of(view):
        if not may_exist(line.clause.key):
            message = f"there is no condition key {line.clause.key}, so that {_outcome(line)}{_meant(line.clause.key)}"
            yield Remark(message=message, detail=line.detail, steps=line.steps)


def _outcome(line: Line) -> str:
    return "the condition is never met" if line.asks_for_key else "the condition asks for nothing"


def _meant(key: str) -> str:
    close = close_condition_keys(key)
    return f"; there is {' or '.join(close)}" if close else ""


RULE = Rule(
    id="condition-key-unknown",
    over=StatementView,
    severity=ERROR,
    says="A condition key does not exist, neither as a global one nor for a service",
    because="it grants nothing, or its condition asks for nothing",
    fix="correct the key; if AWS has added it since, lower the severity of condition-key-unknown",
    source="IAM User Guide, AWS global condition context keys; Service Authorization Reference",
    check=_check,
)
