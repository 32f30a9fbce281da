"""Keys with several values that are compared as if they had one."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.condition_data import find_condition_key
from iam_stacks.checks.line import lines_of
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    for line in lines_of(view):
        key = find_condition_key(line.clause.key)
        if key and key.multivalued and not line.operator.quantifier and line.operator.family != "Null":
            message = f"{line.clause.key} can have several values, and {line.clause.operator} has no set operator"
            yield Remark(message=message, detail=line.detail, steps=line.steps)


RULE = Rule(
    id="condition-set-operator-missing",
    over=StatementView,
    severity=WARNING,
    says="A multivalued condition key is compared without ForAnyValue or ForAllValues",
    because="AWS does not say which value is compared then",
    fix="put ForAnyValue: before the operator if one value must match, or ForAllValues: if all must",
    source="IAM User Guide, Single-valued vs. multivalued context keys",
    check=_check,
)
