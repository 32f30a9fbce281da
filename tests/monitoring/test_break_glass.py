"""The patterns of roles for emergencies."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iam_stacks.monitoring.break_glass import break_glass, role_names
from iam_stacks.monitoring.watched import LONGEST_PATTERN
from tests.monitoring.filter_pattern import matches
from tests.monitoring.logged import DENIED, logged

ASSUMED = logged("identity-assume-role")
REFUSED = logged("identity-assume-role-denied")
SWITCHED = logged("identity-switch-role")
ROOT = logged("identity-assume-root")


def _assumed(role: str, event: str = "AssumeRole") -> dict[str, Any]:
    parameters = {"roleArn": f"arn:aws-cn:iam::111122223333:role/{role}", "roleSessionName": "bob"}
    return {**ASSUMED, "eventName": event, "requestParameters": parameters}


def _switched(role: str) -> dict[str, Any]:
    arn = f"arn:aws:sts::111122223333:assumed-role/{role}/bob@example.com"
    return {**SWITCHED, "userIdentity": {**SWITCHED["userIdentity"], "arn": arn}}


def _seen(roles: list[str], event: dict[str, Any]) -> bool:
    return any(matches(watched.pattern, event) for watched in break_glass(role_names(roles)))


@pytest.mark.parametrize(
    "event",
    [
        ASSUMED,
        SWITCHED,
        _assumed("ops/Emergency", "AssumeRoleWithSAML"),
        _assumed("ops/Emergency", "AssumeRoleWithWebIdentity"),
        _assumed("LastResort"),
        _switched("LastResort"),
    ],
)
def test_every_use_of_a_role_is_seen(event: dict[str, Any]) -> None:
    assert _seen(["/ops/Emergency", "LastResort"], event)


@pytest.mark.parametrize(
    "event",
    [
        REFUSED,
        ROOT,
        {**ASSUMED, **DENIED},
        {**ASSUMED, "eventName": "GetCallerIdentity"},
        {**ASSUMED, "eventSource": "rolesanywhere.amazonaws.com"},
        _assumed("Emergency"),
        _assumed("other/ops/Emergency"),
        _assumed("ops/EmergencyReadOnly"),
        _assumed("ops/LastResort"),
        _assumed("NotLastResort"),
        _switched("EmergencyReadOnly"),
        _switched("NotLastResort"),
        {**SWITCHED, "eventName": "ExitRole"},
        {**SWITCHED, "responseElements": {"SwitchRole": "Failure"}, "errorMessage": "Failed authentication"},
    ],
)
def test_neither_other_roles_nor_attempts_are_seen(event: dict[str, Any]) -> None:
    assert not _seen(["ops/Emergency", "LastResort"], event)


def test_no_roles_need_no_pattern() -> None:
    assert break_glass([]) == ()


def test_one_pattern_says_which_roles_it_is_for() -> None:
    (watched,) = break_glass(["ops/Emergency", "LastResort"])

    assert watched.name == "BreakGlassRoleUsed"
    assert watched.says == "a break-glass role was used: ops/Emergency, LastResort"


def test_a_role_is_the_same_with_slashes_or_without() -> None:
    assert role_names(["/ops/Emergency", "LastResort", "ops/Emergency/"]) == ("ops/Emergency", "LastResort")


def test_a_role_that_is_appended_moves_no_other() -> None:
    roles = [f"team/Role{number}" for number in range(12)]
    first, second = break_glass(roles)

    assert [first.name, second.name] == ["BreakGlassRoleUsed", "BreakGlassRoleUsed2"]
    assert break_glass([*roles, "One"])[0] == first
    assert break_glass(roles[:7])[0].pattern == first.pattern
    assert len(break_glass(roles[:8])) == 2


_PARTS = st.text("abZ09_+=,.@-", min_size=1, max_size=64)
_ROLES = st.builds("/".join, st.lists(_PARTS, min_size=1, max_size=3))


@settings(max_examples=40)
@given(st.lists(_ROLES, max_size=12))
def test_patterns_fit_and_leave_no_role_out(roles: list[str]) -> None:
    assert all(len(watched.pattern) <= LONGEST_PATTERN for watched in break_glass(roles))
    assert all(_seen(roles, _assumed(role)) and _seen(roles, _switched(role.split("/")[-1])) for role in roles)


def test_the_longest_name_fits() -> None:
    (watched,) = break_glass(["p" * 510 + "/" + "N" * 64])

    assert len(watched.pattern) <= LONGEST_PATTERN
