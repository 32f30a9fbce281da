"""Statements that allow every session."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.mfa.estates import AGE, PRESENT, SECTIONS, WITHOUT_MFA, deny
from tests.checks.samples import allow, managed

RULE = "mfa-allow-met-by-sessions"
SESSIONS = {"Null": {PRESENT: "false"}}


@pytest.mark.parametrize(
    "condition", [SESSIONS, {"Null": {PRESENT.upper(): False}}, {"Bool": {PRESENT: ["true", "false"]}}]
)
@pytest.mark.parametrize("actions", ["s3:*", ["S3:Get*"], None])
def test_an_allow_that_every_session_meets_is_found(examine: Examine, condition: Any, actions: Any) -> None:
    more = {} if actions else {"NotAction": "iam:*"}
    (found,) = examine(managed(allow(actions, Condition=condition, **more)), RULE)
    assert found.message.startswith("sessions without MFA meet it")
    assert found.severity == "warning"


@pytest.mark.parametrize(
    "statements",
    [
        [allow("s3:*", Condition={"Bool": {PRESENT: "true"}})],
        [allow("s3:*", Condition={"Null": {AGE: "false"}})],
        [allow("s3:*", Condition={"Null": {PRESENT: {"Ref": "Text"}}})],
        [deny(SESSIONS)],
        [allow("s3:*", Condition=SESSIONS), deny(WITHOUT_MFA)],
    ],
)
def test_other_statements_are_fine(examine: Examine, statements: Any) -> None:
    assert examine(managed(*statements), RULE, sections=SECTIONS) == []
