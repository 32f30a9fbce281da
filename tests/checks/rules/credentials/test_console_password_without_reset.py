"""First passwords that need not be changed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.credentials.estates import parameter, user

RULE = "console-password-without-reset"


@pytest.mark.parametrize("reset", [{}, {"PasswordResetRequired": False}, {"PasswordResetRequired": {"Ref": "P"}}])
def test_a_password_that_stays_is_remarked_about(examine: Examine, reset: dict[str, Any]) -> None:
    sections = parameter(Default="False")
    (found,) = examine(user(LoginProfile={"Password": "x", **reset}), RULE, sections=sections)
    assert (found.severity, found.qualified_rule) == ("warning", f"{RULE}[U]")


@pytest.mark.parametrize("reset", [True, "true", {"Ref": "P"}, {"Fn::Sub": "True"}])
def test_a_password_that_is_changed_is_fine(examine: Examine, reset: Any) -> None:
    profile = {"Password": "x", "PasswordResetRequired": reset}
    assert examine(user(LoginProfile=profile) | {"V": user()["U"]}, RULE, sections=parameter()) == []
