"""Denials that sessions without MFA escape."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.mfa.estates import AGE, PRESENT, SECTIONS, WITHOUT_MFA, deny
from tests.checks.samples import allow, managed

RULE = "mfa-deny-escaped-by-sessions"
BY_KEY = {"Null": {PRESENT: "true"}}


@pytest.mark.parametrize("condition", [BY_KEY, {"Null": {PRESENT.lower(): True}}, {"Null": {PRESENT: ["TRUE"]}}])
@pytest.mark.parametrize("actions", ["s3:*", ["S3:Get*"], None])
def test_a_deny_that_passes_sessions_by_is_found(examine: Examine, condition: Any, actions: Any) -> None:
    more = {} if actions else {"NotAction": "iam:*"}
    (found,) = examine(managed(deny(condition, actions, **more)), RULE)
    assert found.message.startswith("sessions without MFA escape")
    assert found.severity == "warning"


@pytest.mark.parametrize(
    "statements",
    [
        [deny({"BoolIfExists": {PRESENT: "false"}})],
        [deny({"Null": {AGE: "true"}})],
        [deny({"BoolIfExists": {PRESENT: "true"}})],
        [deny(WITHOUT_MFA)],
        [deny({"Null": {PRESENT: {"Ref": "Text"}}})],
        [allow("s3:*", Condition=BY_KEY)],
        [deny(BY_KEY), deny(WITHOUT_MFA)],
    ],
)
def test_other_denials_are_fine(examine: Examine, statements: Any) -> None:
    assert examine(managed(*statements), RULE, sections=SECTIONS) == []
