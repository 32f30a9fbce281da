"""Keys with one value that are compared as if they had several."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.condition_data import find_condition_key
from iam_stacks.checks.line import Line, lines_of
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.views import StatementView

_CLAIMS_WITH_ONE_VALUE = (":sub", ":aud")


def _check(view: StatementView) -> Iterator[Remark]:
    for line in lines_of(view):
        quantifier = line.operator.quantifier
        if quantifier and _has_one_value(line.clause.key):
            message = f"{line.clause.key} has one value, and {quantifier} is for several{_met_by_absence(line)}"
            yield Remark(message=message, detail=line.detail, steps=line.steps)


def _has_one_value(name: str) -> bool:
    key = find_condition_key(name)
    return not key.multivalued if key else name.lower().endswith(_CLAIMS_WITH_ONE_VALUE)


def _met_by_absence(line: Line) -> str:
    return "; requests without the key meet it" if line.operator.quantifier == "ForAllValues" else ""


RULE = Rule(
    id="condition-set-operator-on-single-value",
    over=StatementView,
    severity=WARNING,
    says="A condition key with one value is compared with ForAnyValue, or with ForAllValues, which its absence meets",
    because="somebody may want it",
    fix="leave the set operator out",
    source="IAM User Guide, Single-valued vs. multivalued context keys",
    check=_check,
)
