"""About policies that allow more than is needed."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule

LEAST_PRIVILEGE_RULES: tuple[Rule[Any], ...] = ()
