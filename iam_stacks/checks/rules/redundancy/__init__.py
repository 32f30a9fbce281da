"""About what could be left out."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules.redundancy import (
    action_redundant,
    resource_redundant,
    statement_redundant,
    statement_shadowed,
)

REDUNDANCY_RULES: tuple[Rule[Any], ...] = (
    statement_shadowed.RULE,
    statement_redundant.RULE,
    action_redundant.RULE,
    resource_redundant.RULE,
)
