"""Policies that a user has of its own."""

from __future__ import annotations

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.least_privilege.estates import boundary, group, has, user
from tests.checks.samples import allow, managed

RULE = "policy-attached-to-user"
DOCUMENT = {"Version": "2012-10-17", "Statement": [allow("s3:ListBucket")]}


def test_every_policy_of_a_user_is_remarked_about(examine: Examine) -> None:
    inline = {"PolicyName": {"Fn::Sub": "Inline"}, "PolicyDocument": DOCUMENT}
    managed_ones = [{"Ref": "P"}, "arn:aws:iam::aws:policy/ReadOnlyAccess"]
    apart = {"PolicyName": "Apart", "PolicyDocument": DOCUMENT, "Users": [{"Ref": "Jane"}]}
    resources = {
        **user("Jane", ManagedPolicyArns=managed_ones, Policies=[inline]),
        **managed(allow("s3:ListBucket"), ManagedPolicyName="Ours"),
        "A": {"Type": "AWS::IAM::Policy", "Properties": apart},
    }
    found = examine(resources, RULE)
    names = ["Apart", "Inline", "Ours", "ReadOnlyAccess"]
    assert [each.qualified_rule for each in found] == [f"{RULE}[Jane {each}]" for each in names]
    assert {(each.severity, each.place.logical_id, each.principal) for each in found} == {
        ("warning", "Jane", "arn:aws:iam::123456789012:user/Jane")
    }
    assert found[2].policy == "arn:aws:iam::123456789012:policy/Ours"


@pytest.mark.parametrize("attached", [{"Users": ["Jane"]}, {"Users": {"Fn::Split": [",", "John,Jane"]}}])
def test_the_policy_may_say_it(examine: Examine, attached: dict[str, object]) -> None:
    assert len(examine(managed(allow("s3:ListBucket"), **attached) | user("Jane"), RULE)) == 1


def test_policies_of_groups_and_roles_are_fine(examine: Examine) -> None:
    resources = group(allow("s3:ListBucket")) | user("Jane", "Gruppe") | has(allow("s3:ListBucket"))
    assert examine(resources, RULE) == []


def test_a_boundary_is_no_policy_that_gives_something(examine: Examine) -> None:
    bounded = user("Jane", "Gruppe", PermissionsBoundary={"Ref": "B"})
    by_group = group() | {"G2": {"Type": "AWS::IAM::Group", "Properties": {"ManagedPolicyArns": [{"Ref": "B"}]}}}
    assert examine(bounded | by_group | boundary(allow("s3:ListBucket")), RULE) == []


def test_an_unknown_user_is_left_alone(examine: Examine) -> None:
    resources = managed(allow("s3:ListBucket"), Users=[{"Ref": "U"}])
    assert examine(resources, RULE, sections={"Parameters": {"U": {"Type": "String"}}}) == []
