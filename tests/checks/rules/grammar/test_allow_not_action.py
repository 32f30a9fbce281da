"""Statements that allow with NotAction."""

from typing import Any

import pytest

from iam_stacks.policy.kind import BOUNDARY, RCP, SCP, Kind
from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed

RULE = "allow-not-action"
SECTIONS = {"Parameters": {"Verb": {"Type": "String"}}}
TEXTS = ("iam:*", "IAM:*", ["iam:*", "sts:*"], {"Fn::Sub": "iam:${Verb}*"})


def but(left: Any, **more: Any) -> dict[str, Any]:
    return allow(None, NotAction=left, **more)


@pytest.mark.parametrize("left", TEXTS)
def test_whoever_allows_all_but_something_is_warned(examine: Examine, left: Any) -> None:
    (found,) = examine(managed(but(left)), RULE, sections=SECTIONS)
    assert found.message.startswith("everything but ")
    assert found.severity == "warning"
    assert found.place.path == ("Properties", "PolicyDocument", "Statement", 0, "NotAction")


@pytest.mark.parametrize("statement", [but(TEXTS[0], Effect="Deny"), allow("s3:GetObject", "arn:aws:s3:::b/*")])
def test_to_deny_all_but_something_or_to_allow_something_is_usual(examine: Examine, statement: Any) -> None:
    assert examine(managed(statement), RULE) == []


@pytest.mark.parametrize("kind", [BOUNDARY, SCP, RCP])
def test_what_grants_nothing_may_leave_all_but_something(examine: Examine, kind: Kind) -> None:
    assert examine(managed(but(TEXTS[0])), RULE, kind=kind) == []
