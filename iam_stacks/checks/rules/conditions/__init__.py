"""About Condition elements."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules.conditions import (
    condition_for_all_values_met_by_absence,
    condition_key_not_for_action,
    condition_key_unknown,
    condition_operator_unknown,
    condition_set_operator_missing,
    condition_set_operator_on_single_value,
    condition_value_type,
    condition_wildcard_without_like,
)

CONDITION_RULES: tuple[Rule[Any], ...] = (
    condition_operator_unknown.RULE,
    condition_key_unknown.RULE,
    condition_key_not_for_action.RULE,
    condition_value_type.RULE,
    condition_set_operator_missing.RULE,
    condition_set_operator_on_single_value.RULE,
    condition_for_all_values_met_by_absence.RULE,
    condition_wildcard_without_like.RULE,
)
