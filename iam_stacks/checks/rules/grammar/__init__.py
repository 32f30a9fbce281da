"""About the grammar of policies, and what AWS has of what they name."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules.grammar import statement_id_twice

GRAMMAR_RULES: tuple[Rule[Any], ...] = (statement_id_twice.RULE,)
