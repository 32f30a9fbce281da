"""What holds for every account.

`python -m tests.escalation.test_properties` tries many more accounts.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iam_stacks.account.account import Account
from iam_stacks.escalation.escalation import Escalation
from iam_stacks.escalation.method import Gain, Method
from iam_stacks.escalation.methods import METHODS
from iam_stacks.policy.context import ContextValue
from tests.escalation.conftest import reading
from tests.escalation.naive import naive
from tests.escalation.parts import short
from tests.escalation.strategies import ROLES, USERS, Facts, Json, accounts, boundaries, statements

few = settings(max_examples=20, suppress_health_check=list(HealthCheck))
"""Accounts are read from files: a few of them in each run."""

NAIVE_METHODS = tuple(
    method
    for method in METHODS
    if method.id
    in {
        "put-user-policy",
        "attach-user-policy",
        "put-group-policy",
        "put-role-policy",
        "attach-role-policy",
        "create-policy-version",
        "add-user-to-group",
        "delete-user-permissions-boundary",
        "delete-role-permissions-boundary",
        "create-access-key",
        "assume-role",
        "update-assume-role-policy",
        "pass-role-lambda-create-function",
        "update-function-code",
    }
)
"""Those that the slow way knows."""


def read(resources: Json) -> Account:
    with TemporaryDirectory() as folder:
        return reading(Path(folder))(resources)


def powerful(facts: Facts, **options: Any) -> set[str]:
    """Those who are administrators or can become some."""
    escalation = Escalation(read(facts.resources), **options)
    paths = escalation.to_administrators()
    return {short(arn) for arn in (*escalation.administrators, *(path.start for path in paths))}


@few
@given(accounts(denies_in_groups=False))
def test_what_is_found_is_what_an_attacker_finds_who_tries_everything(facts: Facts) -> None:
    assert powerful(facts, methods=NAIVE_METHODS) == set(naive(read, facts))
