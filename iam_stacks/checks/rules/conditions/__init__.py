"""About Condition elements."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule

CONDITION_RULES: tuple[Rule[Any], ...] = ()
