"""How many managed policies, groups and users there are of each other."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.quotas.conftest import ExamineAll
from tests.checks.samples import allow

TRUST = {"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
KINDS = {
    "user": ("AWS::IAM::User", "UserName", "Users", 10),
    "group": ("AWS::IAM::Group", "GroupName", "Groups", 10),
    "role": ("AWS::IAM::Role", "RoleName", "Roles", 20),
}
RULES = {
    "user": "quota-managed-policies-per-user",
    "group": "quota-managed-policies-per-group",
    "role": "quota-managed-policies-per-role",
}
UNKNOWN = {"Parameters": {"P": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "yes"]}}}


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    needed = {"AssumeRolePolicyDocument": TRUST} if kind == "role" else {}
    return {"Type": KINDS[kind][0], "Properties": needed | properties}


def policy(**properties: Any) -> dict[str, Any]:
    document = {"Version": "2012-10-17", "Statement": [allow("s3:GetObject")]}
    return {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document, **properties}}


def arns(count: int, account: str = "aws") -> list[str]:
    return [f"arn:aws:iam::{account}:policy/P{number}" for number in range(count)]


def subs(count: int) -> list[Any]:
    return [
        {"Fn::Sub": f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:policy/Q{number}"} for number in range(count)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_managed_policies_count_each_once_wherever_they_are_attached(examine_all: ExamineAll, kind: str) -> None:
    _, named, holders, quota = KINDS[kind]
    rule = RULES[kind]
    attached = [*arns(quota - 2), *subs(1), {"Fn::Sub": "arn:aws:iam::123456789012:policy/Q0"}]
    first = {
        "I": resource(kind, **{named: "JohnDoe", "ManagedPolicyArns": [*attached, {"Ref": "Own"}]}),
        "Own": policy(),
    }
    assert examine_all({"a": first}, rule) == []
    second = {
        "More": policy(**{holders: ["JohnDoe"]}),
        "Most": policy(ManagedPolicyName="Q0", **{holders: ["JohnDoe"]}),
    }
    (found,) = examine_all({"a": first, "b": second}, rule)
    assert found.message == f"the {kind} JohnDoe has {quota + 1} managed policies of {quota}"
    assert found.place == ("a.json", "I", ("Properties",))
    assert found.severity == "error"


def test_a_quota_that_is_raised_holds(examine: Examine) -> None:
    resources = {"U": resource("user", ManagedPolicyArns=arns(11))}
    (found,) = examine(resources, "quota-managed-policies-per-user")
    assert "to 20 at most, and give it in quotas as managed-policies-per-user" in found.fix
    quotas = {"managed-policies-per-user": 11}
    assert examine(resources, "quota-managed-policies-per-user", quotas=quotas) == []


def test_policies_that_are_not_known_may_be_the_same_and_those_with_a_condition_may_not_exist(examine: Examine) -> None:
    maybe = {name: policy(Users=[{"Ref": "U"}]) | {"Condition": "C"} for name in ("A", "B")}
    unknown = [{"Ref": "P"}, {"Fn::Sub": "arn:aws:iam::aws:policy/${P}"}, {"Fn::ImportValue": "X"}]
    resources = {"U": resource("user", ManagedPolicyArns=[*arns(10), *unknown]), **maybe}
    assert examine(resources, "quota-managed-policies-per-user", sections=UNKNOWN) == []


def test_what_an_export_has_may_be_what_a_template_makes(examine_all: ExamineAll) -> None:
    user = {
        "Arn": "arn:aws:iam::123456789012:user/JohnDoe",
        "AttachedManagedPolicies": [{"PolicyArn": arn} for arn in arns(6, "123456789012")],
    }
    own = {f"P{number}": policy(Users=["JohnDoe"]) for number in range(6)}
    template = {"U": resource("user", UserName="JohnDoe"), **own}
    files = {"export": {"UserDetailList": [user]}, "t": template}
    assert examine_all(files, "quota-managed-policies-per-user") == []
    user["AttachedManagedPolicies"] += [{"PolicyArn": arn} for arn in arns(11, "123456789012")[6:]]
    (found,) = examine_all(files, "quota-managed-policies-per-user")
    assert found.message.startswith("the user JohnDoe has 11")


def test_an_export_alone_counts(examine_all: ExamineAll) -> None:
    user = {
        "Arn": "arn:aws:iam::123456789012:user/staff/JohnDoe",
        "AttachedManagedPolicies": [{"PolicyArn": arn} for arn in arns(11)],
    }
    (found,) = examine_all({"export": {"UserDetailList": [user]}}, "quota-managed-policies-per-user")
    assert found.place == ("", "user/staff/JohnDoe", ())


@pytest.mark.parametrize(
    "groups",
    [
        [f"G{number}" for number in range(11)],
        [{"Ref": f"H{number}"} for number in range(11)],
        [*(f"G{number}" for number in range(10)), {"Fn::Join": ["", ["G", "10"]]}],
    ],
)
def test_a_user_is_in_ten_groups_at_the_most(examine: Examine, groups: list[Any]) -> None:
    declared = {f"H{number}": resource("group") for number in range(11)}
    users = {"U": resource("user", Groups=groups[:10])}
    assert examine(declared | users, "quota-groups-per-user") == []
    (found,) = examine(declared | {"U": resource("user", Groups=groups)}, "quota-groups-per-user")
    assert found.message == "the user U is in 11 groups of 10"
    assert found.fix == "join groups; the quota is fixed"


def test_groups_count_over_stacks_and_unknown_ones_do_not(examine_all: ExamineAll) -> None:
    user = {"U": resource("user", UserName="JohnDoe", Groups=[f"G{number}" for number in range(6)])}
    addition = {"Type": "AWS::IAM::UserToGroupAddition", "Properties": {"GroupName": "", "Users": ["JohnDoe"]}}
    names = [*(f"G{number}" for number in range(6, 11)), {"Fn::ImportValue": "Other"}]
    additions = {
        f"A{index}": addition | {"Properties": {"GroupName": name, "Users": ["JohnDoe"]}}
        for index, name in enumerate(names)
    }
    del additions["A0"]
    assert examine_all({"a": user, "b": additions}, "quota-groups-per-user") == []
    more = {"B": addition | {"Properties": {"GroupName": "G6", "Users": ["JohnDoe"]}}}
    assert len(examine_all({"a": user, "b": additions | more}, "quota-groups-per-user")) == 1


def test_a_group_has_as_many_users_as_the_account_at_the_most(examine_all: ExamineAll) -> None:
    users = {name: resource("user", UserName=name, Groups=["Staff"]) for name in ("Ann", "Ben")}
    files = {"a": users | {"G": resource("group", GroupName="Staff")}}
    quotas = {"users-per-account": 2}
    assert examine_all(files, "quota-users-per-group", quotas=quotas) == []
    for third in ("Cho", {"Fn::Sub": "Dan"}, {"Fn::Join": ["", ["E", "ve"]]}):
        properties = {"GroupName": "Staff", "Users": ["Ann", third, {"Fn::ImportValue": "Other"}]}
        addition = {"A": {"Type": "AWS::IAM::UserToGroupAddition", "Properties": properties}}
        (found,) = examine_all(files | {"b": addition}, "quota-users-per-group", quotas=quotas)
        assert found.message == "the group Staff has 3 users of 2"
