"""About passwords and access keys."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules.credentials import (
    access_key_without_rotation,
    console_password_without_reset,
    console_user_with_key,
    password_in_clear,
    secret_in_output,
    secret_reference_in_output,
)

CREDENTIAL_RULES: tuple[Rule[Any], ...] = (
    password_in_clear.RULE,
    secret_in_output.RULE,
    secret_reference_in_output.RULE,
    access_key_without_rotation.RULE,
    console_user_with_key.RULE,
    console_password_without_reset.RULE,
)
