"""About passwords and access keys."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule

CREDENTIAL_RULES: tuple[Rule[Any], ...] = ()
