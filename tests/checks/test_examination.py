"""Examining an account."""

from typing import Any

import pytest

from iam_stacks.checks.examination import Examination
from iam_stacks.checks.rule import Remark, Rule
from iam_stacks.checks.rules import RULES
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.error import PolicyError
from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed

TWICE = "statement-id-twice"
SAME = managed(allow("s3:GetObject", Sid="Same"), allow("sqs:SendMessage", Sid="Same"))


def test_a_severity_can_be_changed(examine: Examine) -> None:
    assert [each.severity for each in examine(SAME, TWICE)] == ["error"]
    assert [each.severity for each in examine(SAME, TWICE, severities={TWICE: "warning"})] == ["warning"]


def test_a_rule_can_be_off(examine: Examine) -> None:
    assert examine(SAME, TWICE, severities={TWICE: "off"}) == []


def test_what_is_found_is_in_the_order_of_its_places(examine: Examine) -> None:
    second = {"A": SAME["P"]}
    assert [each.place.logical_id for each in examine(SAME | second, TWICE)] == ["A", "P"]


def test_all_faults_of_what_is_given_are_said_at_once() -> None:
    with pytest.raises(PolicyError) as refused:
        Examination(
            severities={"no-rule": "error", TWICE: "fatal"},  # type: ignore[dict-item]
            quotas={"wives-per-user": 1, "managed-policies-per-role": 26},
        )
    first, second, third, fourth = str(refused.value).splitlines()
    assert first == "there is no rule 'no-rule'; docs/rules.md lists them"
    assert second == "severity 'fatal' of statement-id-twice is not allowed; give error, warning, off"
    assert third.startswith("there is no quota 'wives-per-user'; give one of access-keys-per-user, ")
    assert fourth == "managed-policies-per-role 26 is not allowed; give 1 to 25"


def test_quotas_that_aws_grants_are_taken() -> None:
    assert Examination(quotas={"managed-policies-per-role": 25}).rules == RULES


def broken(*statements: dict[str, Any], **more: Any) -> dict[str, Any]:
    return managed(*(statement | {"Sid": "Same"} for statement in statements), **more)


def test_what_is_about_the_same_has_fingerprints_of_its_own_whatever_the_order(examine: Examine) -> None:
    twice = Rule(
        id="so-it-is",
        over=StatementView,
        severity="error",
        says="it is so",
        because="it is so",
        fix="leave it",
        source="nobody",
        check=lambda _: iter([Remark(message="so it is"), Remark(message="so it is")]),
    )
    statements = (allow("s3:GetObject"), allow("sqs:SendMessage"))
    found = examine(broken(*statements), rules=(twice,))
    again = examine(broken(*statements[::-1]), rules=(twice,))
    assert [each.ordinal for each in found] == [0, 1, 2, 3]
    assert len({each.fingerprint for each in found}) == 4
    assert {each.fingerprint for each in found} == {each.fingerprint for each in again}
    assert {each.qualified_rule for each in found} == {"so-it-is[P.Same]"}
