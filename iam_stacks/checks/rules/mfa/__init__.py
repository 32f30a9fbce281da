"""About policies that ask for MFA, and do not get it."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule

MFA_RULES: tuple[Rule[Any], ...] = ()
