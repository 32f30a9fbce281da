"""Values of a condition that its operator cannot compare."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.condition_data import find_condition_key
from iam_stacks.checks.line import Line, is_known, lines_of
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.conditions.value_faults import type_fault, value_fault
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    for line in lines_of(view):
        key = find_condition_key(line.clause.key)
        type = key.type if key else ""
        yield from _values(line, type)
        if has := type_fault(line.operator.family, type):
            message = f"{line.clause.operator} cannot compare {line.clause.key}, which is {has}"
            yield Remark(message=message, detail=line.detail, steps=line.steps)


def _values(line: Line, type: str) -> Iterator[Remark]:
    for value in filter(is_known, dict.fromkeys(line.clause.values)):
        if wanted := value_fault(line.operator.family, type, value):
            yield Remark(
                message=f"{value!r} is not {wanted}, so that {line.clause.operator} never matches it",
                detail=line.detail_of(value),
                steps=line.steps_to(value),
            )


RULE = Rule(
    id="condition-value-type",
    over=StatementView,
    severity=ERROR,
    says="A condition compares with a value, or a key, of a type that its operator never matches",
    because="it grants nothing, or its condition asks for nothing",
    fix="give a value of the operator's type, or an operator of the key's type",
    source="IAM User Guide, IAM JSON policy elements: Condition operators",
    check=_check,
)
