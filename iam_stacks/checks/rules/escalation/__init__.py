"""About who can gain what nobody gave it, and about what somebody guarantees."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules.escalation import (
    escalation_to_administrator,
    escalation_to_target,
    guarantee_broken,
    guarantee_depends_on_condition,
)

ESCALATION_RULES: tuple[Rule[Any], ...] = (
    escalation_to_administrator.RULE,
    escalation_to_target.RULE,
    guarantee_broken.RULE,
    guarantee_depends_on_condition.RULE,
)
