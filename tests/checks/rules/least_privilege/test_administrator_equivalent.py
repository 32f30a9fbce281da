"""Who can give itself any permission, however it is spelt, and who cannot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from iam_stacks.policy.delegation import delegation_statements
from tests.checks.conftest import Examine
from tests.checks.rules.least_privilege.estates import ROLE, boundary, group, has, user
from tests.checks.samples import allow, managed

RULE = "administrator-equivalent"
EVERY_LETTER = ["iam:A*", "iam:C*", "iam:D*", "iam:P*", "iam:S*", "iam:U*"]
MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
POWER = {"Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "*"}


def deny(actions: Any, resources: Any = "*", **more: Any) -> dict[str, Any]:
    """Return a statement that denies."""
    return allow(actions, resources, **more) | {"Effect": "Deny"}


def in_boundary(*statements: dict[str, Any]) -> dict[str, Any]:
    """Return an administrator within a boundary."""
    return has(allow("*"), PermissionsBoundary={"Ref": "B"}) | boundary(*statements)


@pytest.mark.parametrize(
    "statements",
    [
        [allow("*")],
        [allow("*:*")],
        [allow(["iam:*"])],
        [allow("IAM:*")],
        [allow("i*:*")],
        [allow("i?m:**")],
        [allow("iam:?*")],
        [allow(EVERY_LETTER)],
        [allow(["s3:*", "Iam:*"])],
        [allow(["iam:Attach*", "iam:Put*", "iam:Create*"])],
        [allow("iam:*", "arn:aws:iam::*:role/*")],
        [allow("*", ["arn:aws:iam::123456789012:role/*", "arn:aws:iam::*:policy/*"])],
        [allow(None, NotAction="s3:*")],
        [allow(None, NotAction=["iam:CreateUser", "iam:PassRole"])],
        [allow("*", None, NotResource="arn:aws:s3:::example/*")],
        [allow("iam:*", "arn:*")],
        [allow("iam:*", ["arn:aws:iam::*:*"])],
        [allow("iam:*", {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:*"})],
        [allow({"Fn::Join": [":", ["iam", "*"]]})],
        [allow("iam:*", [f"arn:aws:iam::*:{each}/*" for each in ("user", "role", "group", "policy")])],
        [allow("iam:[AC]*"), allow(EVERY_LETTER[:3]), allow(EVERY_LETTER[3:])],
        [allow("*"), deny("iam:CreateAccessKey")],
        [allow("*"), deny("iam:*", "arn:aws:iam::123456789012:role/Rolle")],
        [allow("*"), deny("iam:Attach*")],
        [allow("*"), deny("*", Condition={"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}})],
    ],
)
def test_an_administrator_is_one_however_it_is_spelt(examine: Examine, statements: list[dict[str, Any]]) -> None:
    (found,) = examine(has(*statements), RULE)
    assert (found.severity, found.principal, found.depends_on) == ("warning", ROLE, ())
    assert found.qualified_rule == "administrator-equivalent[Rolle]"
    assert found.policy == "R/P"


@pytest.mark.parametrize(
    "statements",
    [
        [allow("s3:*")],
        [allow(["iam:Get*", "iam:List*", "iam:PassRole"])],
        [allow("iam:PutRolePolicy")],
        [allow(["iam:PutRolePolicy", "iam:AttachRolePolicy"], "arn:aws:iam::*:role/*")],
        [allow("iam:[AC]*")],
        [allow("iam:*", "arn:aws:iam::123456789012:role/Rolle")],
        [allow("iam:*", "arn:aws:iam::123456789012:user/${aws:username}")],
        [allow("iam:*", "arn:aws:iam::999999999999:*")],
        [allow("*", "arn:aws:s3:::*")],
        [allow("iam:*", None, NotResource=["arn:aws:iam::*:*"])],
        [allow(None, NotAction=["I*:*"])],
        [POWER],
        [deny("*")],
        [allow("*"), deny("iam:*")],
        [allow("*"), deny(None, NotAction="s3:*")],
        [allow("*"), deny(["iam:Attach*", "iam:Put*", "iam:CreatePolicy*", "iam:SetDefault*"])],
        [allow("iam:*", Condition={"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/B"}})],
        [allow("*"), deny("iam:*", Condition={"Null": {"iam:PermissionsBoundary": "true"}})],
        [allow("iam:*", Condition={"ArnEquals": {"iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess"}})],
        [allow("*", Condition={"StringEquals": {"aws:RequestedRegion": "eu-central-1"}})],
    ],
)
def test_others_are_none(examine: Examine, statements: list[dict[str, Any]]) -> None:
    assert examine(has(*statements), RULE) == []


@pytest.mark.parametrize("spelling", ["actions", "resources"])
def test_what_is_known_at_deployment_only_is_not_taken_for_everything(examine: Examine, spelling: str) -> None:
    unknown = {"Ref": "P"}
    statement = allow(unknown) if spelling == "actions" else allow("iam:*", unknown)
    assert examine(has(statement), RULE, sections={"Parameters": {"P": {"Type": "String"}}}) == []


@pytest.mark.parametrize(
    ("conditions", "keys"),
    [
        (MFA, ("aws:MultiFactorAuthPresent",)),
        ({"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}, **MFA}, ("aws:MultiFactorAuthPresent", "aws:SourceIp")),
    ],
)
def test_an_administrator_on_a_condition_is_one(
    examine: Examine, conditions: Mapping[str, Any], keys: tuple[str, ...]
) -> None:
    (found,) = examine(has(allow("*", Condition=conditions)), RULE)
    assert found.depends_on == keys


def test_a_condition_on_one_of_many_ways_decides_nothing(examine: Examine) -> None:
    without_mfa = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}
    (found,) = examine(has(allow("*"), deny("iam:AttachUserPolicy", Condition=without_mfa)), RULE)
    assert (found.depends_on, "AttachGroupPolicy" in found.message) == ((), True)


def test_a_boundary_that_others_have_as_a_policy_allows_nothing(examine: Examine) -> None:
    bounded = has(allow("iam:PutRolePolicy"), PermissionsBoundary={"Ref": "B"}) | boundary(allow("*"))
    other = has(ManagedPolicyArns=[{"Ref": "B"}])["R"]
    other["Properties"]["RoleName"] = "Zweite"
    assert [each.subject for each in examine(bounded | {"Z": other}, RULE)] == ["Zweite"]


class TestABoundary:
    @pytest.mark.parametrize("statement", [POWER, allow(["s3:*", "iam:Get*"]), allow("*", "arn:aws:s3:::*")])
    def test_takes_it_away(self, examine: Examine, statement: dict[str, Any]) -> None:
        assert examine(in_boundary(statement), RULE) == []

    @pytest.mark.parametrize("statement", [allow("*"), allow(["s3:*", "iam:PutRolePolicy"])])
    def test_leaves_it(self, examine: Examine, statement: dict[str, Any]) -> None:
        assert [each.principal for each in examine(in_boundary(statement), RULE)] == [ROLE]

    def test_of_a_delegated_administrator_takes_it_away(self, examine: Examine) -> None:
        statements = delegation_statements(
            arn_prefix="arn:aws:iam::123456789012",
            boundary="arn:aws:iam::123456789012:policy/delegated/Boundary",
            path="/delegated/",
            allowed_actions=["s3:*"],
        )
        assert examine(in_boundary(*statements), RULE) == []


class TestWhereItIs:
    def test_is_the_statement_that_gives_most(self, examine: Examine) -> None:
        (found,) = examine(has(allow("s3:*"), allow("iam:Put*"), allow("iam:*", Sid="Most"), allow("*")), RULE)
        assert (found.statement, found.sid) == (2, "Most")
        assert found.place.path[-3:] == ("Statement", 2, "Action")

    def test_is_notaction_if_that_gives_it(self, examine: Examine) -> None:
        (found,) = examine(has(allow(None, NotAction="s3:*")), RULE)
        assert found.place.path[-1] == "NotAction"

    def test_is_the_group_for_each_of_its_members(self, examine: Examine) -> None:
        resources = group(allow("*")) | user("Jane", "Gruppe") | user("John", "Gruppe") | user("Jim")
        found = examine(resources, RULE)
        assert [each.subject for each in found] == ["Jane", "John"]
        assert {(each.place.logical_id, each.policy) for each in found} == {("G", "G/P")}

    def test_is_two_policies_together(self, examine: Examine) -> None:
        half = allow(["iam:Attach*", "iam:Create*"])
        resources = (
            group(half) | user("Jane", "Gruppe") | managed(allow("iam:Put*"), Users=["Jane", "John"]) | user("John")
        )
        assert [each.subject for each in examine(resources, RULE)] == ["Jane"]

    @pytest.mark.parametrize("name", ["AdministratorAccess", "IAMFullAccess"])
    def test_is_the_attachment_of_a_policy_of_aws(self, examine: Examine, name: str) -> None:
        (found,) = examine(has(ManagedPolicyArns=[f"arn:aws:iam::aws:policy/{name}"]), RULE)
        assert (found.policy, found.place.path) == (f"arn:aws:iam::aws:policy/{name}", ("Properties",))

    @pytest.mark.parametrize("name", ["PowerUserAccess", "ReadOnlyAccess", "job-function/SystemAdministrator"])
    def test_is_nowhere_in_other_policies_of_aws(self, examine: Examine, name: str) -> None:
        assert examine(has(ManagedPolicyArns=[f"arn:aws:iam::aws:policy/{name}"]), RULE) == []


class TestWhatNobodyHas:
    def test_a_policy_would_make_an_administrator(self, examine: Examine) -> None:
        (found,) = examine(managed(allow("*")), RULE)
        assert (found.principal, found.subject, found.policy) == (None, "P", "arn:aws:iam::123456789012:policy/${P}")

    def test_a_group_without_members_would_make_one(self, examine: Examine) -> None:
        (found,) = examine(group(allow("*")), RULE)
        assert (found.principal, found.subject) == (None, "Gruppe")

    @pytest.mark.parametrize("resources", [group(allow("s3:*")), managed(allow("s3:*")), boundary(allow("s3:*"))])
    def test_a_tame_one_would_not(self, examine: Examine, resources: dict[str, Any]) -> None:
        assert examine(resources, RULE) == []

    def test_a_boundary_gives_nothing(self, examine: Examine) -> None:
        assert examine(has(PermissionsBoundary={"Ref": "B"}) | boundary(allow("*")), RULE) == []


def test_a_policy_can_be_the_boundary_of_one_and_a_policy_of_another(examine: Examine) -> None:
    both = {"A": managed(allow("*"))["P"], "B": managed(allow("s3:*"))["P"]}
    bounded = has(ManagedPolicyArns=[{"Ref": "A"}], PermissionsBoundary={"Ref": "B"})
    other = has(ManagedPolicyArns=[{"Ref": "A"}, {"Ref": "B"}])["R"]
    other["Properties"]["RoleName"] = "Zweite"
    for each in (bounded["R"], other):
        del each["Properties"]["Policies"]
    assert [each.subject for each in examine(both | bounded | {"Z": other}, RULE)] == ["Zweite"]


@pytest.mark.parametrize(
    "element",
    [
        {"Condition": {"StringEquals": {"aws:username": "Jane"}}},
        {"Condition": {"ArnLike": {"AWS:PrincipalArn": "arn:aws:iam::*:user/Jane"}}},
        {"Condition": {"StringEquals": {"aws:RequestedRegion": "${aws:PrincipalTag/region}"}}},
    ],
)
def test_a_policy_may_make_some_administrators_and_not_others(examine: Examine, element: dict[str, Any]) -> None:
    mine = allow("*") | element
    jane, john = ([{"Key": "region", "Value": value}] for value in ("us-east-1", "eu-central-1"))
    resources = group(mine) | user("Jane", "Gruppe", Tags=jane) | user("John", "Gruppe", Tags=john)
    assert [each.subject for each in examine(resources, RULE)] == ["Jane"]


def test_who_is_named_is_meant_to_be_one(examine: Examine) -> None:
    assert examine(has(allow("*")), RULE, administrators=["role/R*"]) == []
    other = user("Jane", "Gruppe") | group(allow("*"))
    assert [each.subject for each in examine(has(allow("*")) | other, RULE, administrators=["role/Rolle"])] == ["Jane"]


def test_in_another_partition_the_region_of_iam_is_not_known(examine: Examine) -> None:
    somewhere = allow("*", Condition={"StringEquals": {"aws:RequestedRegion": "cn-north-1"}})
    (found,) = examine(has(somewhere), RULE, given={"region": "cn-north-1"})
    assert found.depends_on == ("aws:RequestedRegion",)


def test_a_name_that_cloudformation_chooses_is_called_by_its_logical_id(examine: Examine) -> None:
    resources = has(allow("*"))
    del resources["R"]["Properties"]["RoleName"]
    (found,) = examine(resources, RULE)
    assert (found.subject, found.principal) == ("R", "arn:aws:iam::123456789012:role/${R}")
