"""Examining an account."""

from typing import Any

import pytest

from iam_stacks.checks.examination import Examination
from iam_stacks.checks.rule import Remark, Rule
from iam_stacks.checks.rules import RULES
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.error import PolicyError
from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed, role

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


class TestWhatDependsOnConditions:
    """The parameter Stage has no default, so that nobody knows how C and its opposite D come out."""

    SECTIONS = {
        "Parameters": {"Stage": {"Type": "String"}},
        "Conditions": {
            "C": {"Fn::Equals": [{"Ref": "Stage"}, "a"]},
            "D": {"Fn::Not": [{"Condition": "C"}]},
            "E": {"Fn::Or": [{"Fn::And": [{"Condition": "C"}, {"Condition": "C"}]}, {"Condition": "C"}]},
        },
    }
    NOTHING = {"Ref": "AWS::NoValue"}

    def rules(self, examine: Examine, resources: Any) -> list[str]:
        return [each.qualified_rule for each in examine(resources, sections=self.SECTIONS)]

    @pytest.mark.parametrize("condition", ["C", "D", "E"])
    @pytest.mark.parametrize("wrong_first", [True, False])
    def test_a_fault_on_either_side_is_found(self, examine: Examine, condition: str, wrong_first: bool) -> None:
        right, wrong = {"AWS": "arn:aws:iam::123456789012:role/cdk-deploy"}, {"AWS": "*"}
        sides = [wrong, right] if wrong_first else [right, wrong]
        statement = {"Sid": "T", "Effect": "Allow", "Principal": {"Fn::If": [condition, *sides]}}
        found = self.rules(examine, role(statement | {"Action": "sts:AssumeRole"}))
        assert found == ["trust-open-principal[trust.T AWS]"]

    def test_a_fault_on_both_sides_is_one(self, examine: Examine) -> None:
        actions = {"Fn::If": ["C", ["s3:GetObject", "s3:Gett"], ["s3:PutObject", "s3:Gett"]]}
        found = self.rules(examine, managed(allow(actions, "arn:aws:s3:::b/*", Sid="S")))
        assert found == ["action-unknown[P.S s3:gett]"]

    def test_what_excludes_each_other_is_not_together(self, examine: Examine) -> None:
        one, other = (
            allow("s3:GetObject", "arn:aws:s3:::b/*", Sid="A"),
            allow("s3:PutObject", "arn:aws:s3:::b/*", Sid="A"),
        )
        both = [{"Fn::If": ["C", one, self.NOTHING]}, {"Fn::If": ["D", other, self.NOTHING]}]
        assert self.rules(examine, managed(*both)) == []

    def test_a_deny_that_may_not_be_there_shadows_nothing(self, examine: Examine) -> None:
        deny = allow("s3:*", Effect="Deny")
        kept = allow("s3:GetObject", "arn:aws:s3:::b/*")
        assert self.rules(examine, managed(kept, {"Fn::If": ["C", deny, self.NOTHING]})) == []
        twice = {"Fn::If": ["C", deny, deny]}
        assert [rule.partition("[")[0] for rule in self.rules(examine, managed(kept, twice))] == ["statement-shadowed"]
