"""About quotas, sizes and names."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule

QUOTA_RULES: tuple[Rule[Any], ...] = ()
