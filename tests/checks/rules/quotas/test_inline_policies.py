"""Inline policies of one identity, from wherever they are."""

import json
from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.quotas.conftest import ExamineAll
from tests.checks.samples import allow

TRUST = {"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
KINDS = {
    "user": ("AWS::IAM::User", "UserName", "Users", 2048),
    "group": ("AWS::IAM::Group", "GroupName", "Groups", 5120),
    "role": ("AWS::IAM::Role", "RoleName", "Roles", 10240),
}

RULES = {
    "user": "quota-inline-policies-size-per-user",
    "group": "quota-inline-policies-size-per-group",
    "role": "quota-inline-policies-size-per-role",
}


def document(size: int) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [allow("s3:GetObject", "x" * size)]}


def inline(size: int, name: str = "Inline", **more: Any) -> dict[str, Any]:
    return {"PolicyName": name, "PolicyDocument": document(size), **more}


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    needed = {"AssumeRolePolicyDocument": TRUST} if kind == "role" else {}
    return {"Type": KINDS[kind][0], "Properties": needed | properties}


@pytest.mark.parametrize("kind", KINDS)
def test_the_sum_over_all_stacks_counts(examine_all: ExamineAll, kind: str) -> None:
    _, named, holders, quota = KINDS[kind]
    half = quota // 2
    first = {"I": resource(kind, **{named: "JohnDoe", "Policies": [inline(half)]})}
    by_list = {"Type": "AWS::IAM::Policy", "Properties": inline(half, "Other", **{holders: ["JohnDoe"]})}
    by_type = {"Type": f"AWS::IAM::{kind.title()}Policy", "Properties": inline(half, "Other", **{named: "JohnDoe"})}
    rule = RULES[kind]
    assert examine_all({"a": first}, rule) == []
    for further in (by_list, by_type):
        (found,) = examine_all({"a": first, "b": {"P": further}}, rule)
        assert found.message.startswith(f"the 2 inline policies of the {kind} JohnDoe have together at least ")
        assert found.place == ("a.json", "I", ("Properties",))
        assert (found.principal is None) == (kind == "group")


@pytest.mark.parametrize(("more", "count"), [(0, 0), (1, 1)])
def test_the_quota_itself_is_taken(examine: Examine, more: int, count: int) -> None:
    empty = len(json.dumps(document(0), separators=(",", ":")))
    resources = {"U": resource("user", Policies=[inline(1000 - empty), inline(1048 - empty + more, "Other")])}
    assert len(examine(resources, "quota-inline-policies-size-per-user")) == count


def test_managed_policies_do_not_count(examine: Examine) -> None:
    big = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document(5000), "Users": [{"Ref": "U"}]}}
    assert examine({"U": resource("user"), "P": big}, "quota-inline-policies-size-per-user") == []


def test_of_a_policy_that_may_not_exist_nothing_counts(examine: Examine) -> None:
    maybe = {"Type": "AWS::IAM::Policy", "Condition": "C", "Properties": inline(2000, "Other", Users=[{"Ref": "U"}])}
    sections = {"Parameters": {"P": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "yes"]}}}
    resources = {"U": resource("user", Policies=[inline(1000)]), "M": maybe}
    assert examine(resources, "quota-inline-policies-size-per-user", sections=sections) == []


def test_of_two_policies_of_one_name_only_the_longer_counts_and_somebody_says_so(examine: Examine) -> None:
    further = {"Type": "AWS::IAM::Policy", "Properties": inline(1200, Users=[{"Ref": "U"}])}
    resources = {"U": resource("user", Policies=[inline(1000)]), "V": further}
    assert examine(resources, "quota-inline-policies-size-per-user") == []
    (found,) = examine(resources, "inline-policy-name-twice")
    assert found.message == "2 inline policies of U are named Inline"
    assert found.place == ("t.json", "V", ("Properties",))
    (found,) = examine({"U": resources["U"], "A": further}, "inline-policy-name-twice")
    assert found.place == ("t.json", "U", ("Properties", "Policies", 0))
    longer = {"Type": "AWS::IAM::Policy", "Properties": inline(2100, Users=[{"Ref": "U"}])}
    assert len(examine(resources | {"V": longer}, "quota-inline-policies-size-per-user")) == 1


@pytest.mark.parametrize(
    "second",
    [
        {"Type": "AWS::IAM::UserPolicy", "Properties": inline(9, UserName="JohnDoe")},
        {"Type": "AWS::IAM::UserPolicy", "Properties": inline(9, UserName={"Ref": "U"})},
        {"Type": "AWS::IAM::Policy", "Properties": inline(9, {"Fn::Sub": "Inline"}, Users=["JohnDoe"])},  # type: ignore[arg-type]
    ],
)
def test_a_name_is_there_twice_however_it_is_attached(examine: Examine, second: Any) -> None:
    first = resource("user", UserName="JohnDoe", Policies=[inline(9)])
    assert len(examine({"U": first, "V": second}, "inline-policy-name-twice")) == 1


def test_policies_of_an_export_that_a_template_has_too_are_the_same_ones(examine_all: ExamineAll) -> None:
    user = {
        "Arn": "arn:aws:iam::123456789012:user/JohnDoe",
        "UserName": "JohnDoe",
        "UserPolicyList": [{"PolicyName": "Inline", "PolicyDocument": document(1500)}],
    }
    files = {
        "export": {"UserDetailList": [user]},
        "t": {"U": resource("user", UserName="JohnDoe", Policies=[inline(1500)])},
    }
    for rule in ("inline-policy-name-twice", "quota-inline-policies-size-per-user"):
        assert examine_all(files, rule) == []
