"""Conditions of an Allow that requests without the key meet, since ForAllValues has nothing to compare."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.condition_data import find_condition_key
from iam_stacks.account.service_data import access_level
from iam_stacks.checks.line import Line, lines_of
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.views import StatementView

_TAG_KEYS, _TAG, _TAGGING = "aws:tagkeys", "aws:requesttag/", "Tagging"


def _check(view: StatementView) -> Iterator[Remark]:
    if not view.allows:
        return
    present = {line.clause.key.lower() for line in lines_of(view) if line.asks_for_key}
    for line in filter(_can_be_met_by_absence, lines_of(view)):
        key = line.clause.key.lower()
        if key not in present and not (key == _TAG_KEYS and _has_tags(view, present)):
            message = f"requests without {line.clause.key} meet {line.clause.operator}"
            yield Remark(message=message, detail=line.detail, steps=line.steps, depends_on=(line.clause.key,))


def _has_tags(view: StatementView, present: set[str]) -> bool:
    """Tell whether all requests have tags: one is asked for, or its actions only give or take tags."""
    asked = any(key.startswith(_TAG) for key in present)
    return asked or (bool(view.actions) and all(access_level(action) == _TAGGING for action in view.actions))


def _can_be_met_by_absence(line: Line) -> bool:
    """Tell whether it is one with ForAllValues; of a key with one value another rule says so."""
    key = find_condition_key(line.clause.key)
    return line.operator.quantifier == "ForAllValues" and key is not None and key.multivalued


RULE = Rule(
    id="condition-for-all-values-met-by-absence",
    over=StatementView,
    severity=WARNING,
    says="An Allow compares with ForAllValues, which requests without the key meet too",
    because="somebody may want it",
    fix='add {"Null": {KEY: "false"}} to the condition, if such requests are not meant',
    source="IAM User Guide, Set operators for multivalued context keys",
    check=_check,
)
