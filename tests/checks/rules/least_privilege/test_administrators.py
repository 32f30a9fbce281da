"""Whoever may do the same is found to be the same, however it is spelt."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iam_stacks.escalation.powers import LEADING, WRITERS
from tests.checks.conftest import Examine
from tests.checks.rules.least_privilege.estates import has
from tests.checks.samples import allow

RULE = "administrator-equivalent"
few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ACTIONS = sorted(LEADING)


def is_found(examine: Examine, *statements: dict[str, Any]) -> bool:
    """Tell whether a role with these statements is an administrator."""
    return bool(examine(has(*statements), RULE))


@few
@given(allowed=st.lists(st.sampled_from(ACTIONS), unique=True, min_size=1), cut=st.integers(0, 14))
def test_how_it_is_spelt_does_not_matter(examine: Examine, allowed: list[str], cut: int) -> None:
    found = is_found(examine, allow(allowed))
    assert found == (len(allowed) >= len(ACTIONS) // 2 and not {*allowed}.isdisjoint(WRITERS))
    halves = [allow([each.upper() for each in half], "arn:*") for half in (allowed[:cut], allowed[cut:]) if half]
    assert is_found(examine, *halves) == found
    assert is_found(examine, allow(None, NotAction=[*({*ACTIONS} - {*allowed}), "s3:*"])) == found


@few
@given(denied=st.lists(st.sampled_from(ACTIONS), unique=True, min_size=1))
def test_a_deny_helps_only_if_it_leaves_nothing_that_writes(examine: Examine, denied: list[str]) -> None:
    found = is_found(examine, allow("*"), allow(denied) | {"Effect": "Deny"})
    assert found == (not {*WRITERS} <= {*denied})
