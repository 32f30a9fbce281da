"""Whose requests a policy is asked about."""

from __future__ import annotations

import re

from iam_stacks.account.model import Role
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.kind import BOUNDARY, IDENTITY, SESSION
from iam_stacks.policy.symbol import is_symbol

_OF_ROLE = re.compile(r"arn:[^:]*:(iam::[^:]*:role|sts::[^:]*:assumed-role)/.*", re.DOTALL)
_TEMPORARY = "aws:tokenissuetime"
"""A key that requests with temporary credentials have, and no others."""


def access_keys_can_ask(view: StatementView) -> bool:
    """Tell whether long-term access keys may make requests that a statement is asked about.

    Sessions always have temporary credentials, be it those of roles or those that have session policies.
    """
    policy, statement = view.policy, view.statement
    if policy.kind == SESSION or any(clause.key.lower() == _TEMPORARY for clause in statement.conditions):
        return False
    if policy.kind in (IDENTITY, BOUNDARY):
        return not policy.holders or not all(isinstance(holder, Role) for holder in policy.holders)
    entries = statement.principals.entries if statement.principals else (("AWS", ("*",)),)
    return not all(_is_role(kind, name) for kind, names in entries for name in names)


def _is_role(kind: str, name: str) -> bool:
    """Tell whether a principal is a role, or a session of one, or may be one."""
    return kind == "AWS" and (is_symbol(name) or _OF_ROLE.fullmatch(name) is not None)
