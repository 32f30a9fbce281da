"""Statements that allow with MFA, and with access keys."""

from typing import Any

import pytest

from iam_stacks.policy.mfa import mfa_statements
from tests.checks.conftest import Examine
from tests.checks.rules.mfa.estates import AGE, PRESENT, SECTIONS, WITHOUT_MFA, deny, having, trusts
from tests.checks.samples import allow, managed, role

RULE = "mfa-allow-met-by-access-keys"
WITH_MFA = {"BoolIfExists": {PRESENT: "true"}}
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}


@pytest.mark.parametrize(
    "condition",
    [
        WITH_MFA,
        {"BoolIfExists": {PRESENT.lower(): True}},
        {"BoolIfExists": {PRESENT: [{"Fn::Sub": "true"}]}},
        {"ForAllValues:Bool": {PRESENT: "true"}},
        {"StringNotEquals": {PRESENT: "false"}},
        {"StringEqualsIfExists": {PRESENT: "true"}},
        {"NumericLessThanIfExists": {AGE: "3600"}},
        {"BoolIfExists": {PRESENT: "true"}, "NumericLessThanIfExists": {AGE: 3600}},
    ],
)
@pytest.mark.parametrize("elements", [("s3:*", "*"), (["S3:GetObject"], ["arn:aws:s3:::b/*"]), (None, "*")])
def test_an_allow_that_access_keys_meet_is_found(
    examine: Examine, condition: dict[str, Any], elements: tuple[Any, Any]
) -> None:
    more = {"NotAction": "iam:*"} if elements[0] is None else {}
    (found,) = examine(managed(allow(*elements, Condition=condition, **more)), RULE, sections=SECTIONS)
    assert found.message.startswith("requests that are signed with a long-term access key meet it")
    assert found.severity == "error"
    assert found.depends_on


@pytest.mark.parametrize(
    "condition",
    [
        {"Bool": {PRESENT: "true"}},
        {"Bool": {PRESENT: "true"}, "NumericLessThanIfExists": {AGE: "3600"}},
        {"NumericLessThan": {AGE: "3600"}},
        {"BoolIfExists": {PRESENT: "false"}},
        {"Null": {PRESENT: "true"}},
        {"Null": {PRESENT: "false"}},
        {"BoolIfExists": {PRESENT: ["true", "false"]}},
        {"BoolIfExists": {"aws:SecureTransport": "true"}},
        {"BoolIfExists": {PRESENT: {"Ref": "Text"}}},
        WITH_MFA | {"DateGreaterThan": {"aws:TokenIssueTime": "2026-01-01"}},
    ],
)
def test_other_statements_are_fine(examine: Examine, condition: dict[str, Any]) -> None:
    assert examine(managed(allow("s3:*", Condition=condition)), RULE, sections=SECTIONS) == []
    assert examine(managed(deny(WITH_MFA)), RULE) == []


def test_our_own_statements_are_fine(examine: Examine) -> None:
    assert examine(managed(*mfa_statements(arn_prefix="arn:aws:iam::123456789012")), RULE) == []


PLAIN_HTTP = {"Bool": {"aws:SecureTransport": "false"}}


@pytest.mark.parametrize(
    ("condition", "count"),
    [({"BoolIfExists": {PRESENT: "false"}}, 0), ({"Null": {PRESENT: "true"}}, 0), (WITHOUT_MFA, 1), (PLAIN_HTTP, 1)],
)
def test_a_deny_may_take_it_back(examine: Examine, condition: Any, count: int) -> None:
    allowed = allow("s3:GetObject", Condition=WITH_MFA)
    assert len(examine(managed(allowed, deny(condition)), RULE)) == count
    assert len(examine(having("User", allowed, deny(condition)), RULE)) == count


def test_roles_have_no_access_keys(examine: Examine) -> None:
    allowed = allow("s3:GetObject", Condition=WITH_MFA)
    assert examine(having("Role", allowed, AssumeRolePolicyDocument={"Statement": TRUST}), RULE) == []
    assert len(examine(having("Group", allowed), RULE)) == 1


@pytest.mark.parametrize(
    ("principal", "count"),
    [
        ({"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}}, 1),
        ({"AWS": "arn:aws:iam::999999999999:user/u"}, 1),
        ({"AWS": "arn:aws:iam::999999999999:role/r"}, 0),
        ({"Federated": "arn:aws:iam::123456789012:saml-provider/p"}, 1),
    ],
)
def test_a_trust_policy_is_asked_by_those_whom_it_names(examine: Examine, principal: Any, count: int) -> None:
    found = examine(role(trusts(principal, WITH_MFA)), RULE)
    assert len(found) == count
    assert all(each.qualified_rule.startswith(f"{RULE}[trust.") for each in found)
