"""What requests say about MFA, and which of them a statement is about.

Source: IAM User Guide, "AWS global condition context keys", aws:MultiFactorAuthPresent and aws:MultiFactorAuthAge.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from iam_stacks.checks.line import is_known
from iam_stacks.policy.condition import compile_clause
from iam_stacks.policy.statement import Clause, Statement

_PRESENT, _AGE = "aws:multifactorauthpresent", "aws:multifactorauthage"
_LONG = "1000000000"

Said = Mapping[str, str]

WITH_MFA: Final = {_PRESENT: "true", _AGE: "0"}
LONG_AGO: Final = {_PRESENT: "true", _AGE: _LONG}
SESSION: Final = {_PRESENT: "false"}
"""Temporary credentials without MFA: a session of the console, for example."""

ACCESS_KEY: Final[Said] = {}
"""A long-term access key: the request has neither key."""

IMPOSSIBLE: Final = {_PRESENT: "false", _AGE: _LONG}
"""What people take for a session without MFA, which has no age."""


def mfa_clauses(statement: Statement) -> tuple[Clause, ...]:
    """Return the lines of a Condition that ask about MFA."""
    return tuple(clause for clause in statement.conditions if clause.key.lower() in (_PRESENT, _AGE))


def is_about(statement: Statement, said: Said) -> bool:
    """Tell whether the lines that ask about MFA, if there are any, hold for such requests."""
    return all(compile_clause(clause, variables=False).holds(said) for clause in mfa_clauses(statement))


def asks_for_mfa(statement: Statement) -> bool:
    """Tell whether a statement asks about MFA in a way that is known before deployment."""
    clauses = mfa_clauses(statement)
    return bool(clauses) and all(is_known(value) for clause in clauses for value in clause.values)
