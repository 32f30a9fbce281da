"""Denials that access keys escape."""

from typing import Any

import pytest

from iam_stacks.policy.mfa import mfa_statements
from tests.checks.conftest import Examine
from tests.checks.rules.mfa.estates import AGE, PRESENT, SECTIONS, WITHOUT_MFA, deny, having, trusts
from tests.checks.samples import allow, managed, role

RULE = "mfa-deny-escaped-by-access-keys"
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
ROLE = "arn:aws:iam::123456789012:role/r"


@pytest.mark.parametrize(
    "condition",
    [
        WITHOUT_MFA,
        {"Bool": {PRESENT.upper(): False}},
        {"Bool": {PRESENT: {"Ref": "No"}}},
        {"Bool": {PRESENT: [{"Fn::Sub": "${No}"}]}},
        {"StringEquals": {PRESENT: "false"}},
        {"StringLike": {PRESENT: "f*"}},
        {"ForAnyValue:Bool": {PRESENT: "false"}},
        {"Bool": {PRESENT: "false", "aws:ViaAWSService": "false"}},
        {"BoolIfExists": {PRESENT: "false"}, "Null": {PRESENT: "false"}},
        {"BoolIfExists": {PRESENT: "false"}, "NumericGreaterThan": {AGE: 3600}},  # never holds at all
    ],
)
@pytest.mark.parametrize(
    "elements", [("s3:*", "*"), (["S3:GetObject"], ["arn:aws:s3:::b/*"]), (None, "*", {"NotAction": "iam:*"})]
)
def test_a_deny_that_passes_access_keys_by_is_found(
    examine: Examine, condition: dict[str, Any], elements: tuple[Any, ...]
) -> None:
    actions, resources, *more = elements
    (found,) = examine(managed(deny(condition, actions, resources, **dict(*more))), RULE, sections=SECTIONS)
    assert found.message.startswith("requests that are signed with a long-term access key escape")
    assert found.severity == "error"
    assert PRESENT.lower() in [key.lower() for key in found.depends_on]
    assert found.place.path[-1].lower() == PRESENT.lower()


@pytest.mark.parametrize(
    "condition",
    [
        {"BoolIfExists": {PRESENT: "false"}},
        {"BoolIfExists": {PRESENT: False, "aws:ViaAWSService": "false"}},
        {"StringNotEquals": {PRESENT: "true"}},
        {"Null": {AGE: "true"}},
        {"NumericGreaterThanIfExists": {AGE: 3600}},
        {"NumericGreaterThan": {AGE: 3600}},  # about MFA long ago: without MFA, something else may deny
        {"Null": {PRESENT: "false"}},
        {"Bool": {PRESENT: "true"}},
        {"Bool": {"aws:SecureTransport": "false"}},
        {"Bool": {PRESENT: {"Ref": "Text"}}},
        {"Bool": {PRESENT: ["false", {"Ref": "Text"}]}},
        WITHOUT_MFA | {"Null": {"aws:TokenIssueTime": "false"}},  # says that sessions are meant
    ],
)
def test_other_denials_are_fine(examine: Examine, condition: dict[str, Any]) -> None:
    assert examine(managed(deny(condition)), RULE, sections=SECTIONS) == []


def test_an_allow_is_fine(examine: Examine) -> None:
    assert examine(managed(allow("s3:*", Condition=WITHOUT_MFA)), RULE) == []


def test_our_own_statements_are_fine(examine: Examine) -> None:
    assert examine(managed(*mfa_statements(arn_prefix="arn:aws:iam::123456789012")), RULE) == []


@pytest.mark.parametrize(
    ("others", "count"),
    [
        ([deny({"Null": {PRESENT: "true"}})], 0),
        ([deny({"Null": {PRESENT: "true"}}, "*")], 0),
        ([deny({"Null": {PRESENT: "true"}}, None, NotAction="iam:*")], 0),
        ([deny({"Null": {PRESENT: "true"}}, ["s3:Get*", "s3:Put*"])], 1),
        ([deny({"Null": {PRESENT: "true"}}, "sqs:*")], 1),
        ([deny({"Null": {PRESENT: "true"}}, "s3:*", "arn:aws:s3:::b")], 1),
        ([deny({"Null": {PRESENT: "true"}} | {"Bool": {"aws:ViaAWSService": "false"}})], 0),
        ([deny({"BoolIfExists": {PRESENT: "false"}})], 0),
        ([deny({"Bool": {"aws:SecureTransport": "false"}})], 1),
        ([deny({"Null": {PRESENT: "true"}, "NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}})], 1),
        ([allow("s3:*", Condition={"Null": {PRESENT: "true"}})], 1),
        ([deny(WITHOUT_MFA, "sqs:*")], 2),
    ],
)
def test_another_deny_may_catch_what_escapes(examine: Examine, others: list[Any], count: int) -> None:
    assert len(examine(managed(deny(WITHOUT_MFA), *others), RULE)) == count


def test_what_escapes_on_a_condition_is_caught_on_the_same_one(examine: Examine) -> None:
    inside = {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}
    caught = [deny(WITHOUT_MFA | inside), deny({"Null": {PRESENT: "true"}} | inside)]
    assert examine(managed(*caught), RULE) == []


def test_several_may_catch_it_together(examine: Examine) -> None:
    by_key = {"Null": {PRESENT: "true"}}
    caught = [deny(WITHOUT_MFA, ["s3:GetObject", "s3:PutObject"]), deny(by_key, "s3:Get*"), deny(by_key, "s3:Put*")]
    assert examine(managed(*caught), RULE) == []


def test_another_policy_may_catch_it_if_all_who_have_the_one_have_the_other(examine: Examine) -> None:
    escaped, caught = deny(WITHOUT_MFA), deny({"Null": {PRESENT: "true"}})
    assert examine(having("Group", escaped, caught), RULE) == []
    assert examine(having("User", escaped, caught), RULE) == []
    attached = managed(escaped, Groups=[{"Ref": "G"}], Users=[{"Ref": "U"}])
    assert examine(attached | having("Group", caught) | having("User", caught), RULE) == []
    assert len(examine(attached | having("Group", caught) | having("User"), RULE)) == 1


def test_roles_have_no_access_keys(examine: Examine) -> None:
    escaped = deny(WITHOUT_MFA)
    assert examine(having("Role", escaped, AssumeRolePolicyDocument={"Statement": TRUST}), RULE) == []
    attached = managed(escaped, Roles=[{"Ref": "R"}], Users=[{"Ref": "U"}])
    assert len(examine(attached | role(TRUST) | having("User"), RULE)) == 1


def test_nor_have_sessions_with_session_policies(examine: Examine) -> None:
    assert examine(managed(deny(WITHOUT_MFA)), RULE, kind="session") == []
    assert len(examine(managed(deny(WITHOUT_MFA)), RULE, kind="scp")) == 1


def test_a_boundary_is_looked_at(examine: Examine) -> None:
    bounded = having("User", PermissionsBoundary={"Ref": "P"})
    assert len(examine(managed(allow("*"), deny(WITHOUT_MFA)) | bounded, RULE)) == 1


@pytest.mark.parametrize(
    ("principal", "count"),
    [
        ("*", 1),
        ({"AWS": "123456789012"}, 1),
        ({"AWS": ["arn:aws:iam::123456789012:user/u", ROLE]}, 1),
        ({"AWS": ROLE}, 0),
        ({"AWS": [ROLE, "arn:aws:sts::123456789012:assumed-role/r/s"]}, 0),
        ({"AWS": {"Ref": "Text"}}, 0),
        ({"Service": "lambda.amazonaws.com"}, 1),
    ],
)
def test_a_trust_policy_is_asked_by_those_whom_it_names(examine: Examine, principal: Any, count: int) -> None:
    resources = role(TRUST, trusts(principal, WITHOUT_MFA, Effect="Deny"))
    assert len(examine(resources, RULE, sections=SECTIONS)) == count


def test_a_resource_policy_too(examine: Examine) -> None:
    denied = deny(WITHOUT_MFA, Principal="*", Resource="arn:aws:s3:::b/*")
    document = {"Version": "2012-10-17", "Statement": [denied]}
    policy = {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": "b", "PolicyDocument": document}}
    assert len(examine({"B": policy}, RULE)) == 1
    document["Statement"].append(denied | {"Condition": {"Null": {AGE: "true"}}})
    assert examine({"B": policy}, RULE) == []
