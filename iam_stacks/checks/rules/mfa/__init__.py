"""About statements that ask for multi-factor authentication."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules.mfa import (
    mfa_allow_met_by_access_keys,
    mfa_allow_met_by_sessions,
    mfa_deny_escaped_by_access_keys,
    mfa_deny_escaped_by_sessions,
)

MFA_RULES: tuple[Rule[Any], ...] = (
    mfa_deny_escaped_by_access_keys.RULE,
    mfa_allow_met_by_access_keys.RULE,
    mfa_deny_escaped_by_sessions.RULE,
    mfa_allow_met_by_sessions.RULE,
)
