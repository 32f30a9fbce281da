"""About whom roles trust."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule

TRUST_RULES: tuple[Rule[Any], ...] = ()
