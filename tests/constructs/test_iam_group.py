import re
from typing import Any

import pytest
from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3

from iam_stacks import IamGroup, PolicyError
from tests.constructs.synthesis import arn, only, resources


def test_a_group_has_its_name_path_and_managed_policies(stack: Stack) -> None:
    policy = iam.ManagedPolicy(
        stack, "Read", statements=[iam.PolicyStatement(actions=["s3:GetObject"], resources=["*"])]
    )
    IamGroup(
        stack, "Developers", group_name="Developers", path="/eng/", policies=[policy],
        managed_policies=["AmazonS3FullAccess", "job-function/ViewOnlyAccess"],
    )  # fmt: skip
    assert only(stack, "AWS::IAM::Group") == {
        "GroupName": "Developers",
        "Path": "/eng/",
        "ManagedPolicyArns": [
            stack.resolve(policy.managed_policy_arn),
            arn(":iam::aws:policy/AmazonS3FullAccess"),
            arn(":iam::aws:policy/job-function/ViewOnlyAccess"),
        ],
    }


def test_a_group_needs_nothing_but_an_id(stack: Stack) -> None:
    IamGroup(stack, "Developers")
    assert only(stack, "AWS::IAM::Group") == {}


def test_what_others_grant_to_a_group_lands_in_one_managed_policy_and_never_inline(stack: Stack) -> None:
    group = IamGroup(stack, "Developers")
    s3.Bucket(stack, "One").grant_read(group)
    s3.Bucket(stack, "Two").grant_write(group)
    assert resources(stack, "AWS::IAM::Policy") == []
    policy = only(stack, "AWS::IAM::ManagedPolicy")
    assert policy["Groups"] == [{"Ref": stack.get_logical_id(group.node.default_child)}]
    assert len(policy["PolicyDocument"]["Statement"]) == 2


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"group_name": "a b*"}, "group_name 'a b*' is not allowed; give 1 to 128 characters"),
        ({"path": "x"}, "path 'x' is not allowed"),
        (
            {"managed_policies": "AmazonS3FullAccess"},
            "managed_policies 'AmazonS3FullAccess' is not allowed; give a list",
        ),
    ],
)
def test_what_iam_would_not_accept_is_refused_at_once(stack: Stack, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError, match=re.escape(message)):
        IamGroup(stack, "G", **wrong)


def test_managed_policies_may_be_any_iterable(stack: Stack) -> None:
    IamGroup(stack, "G", managed_policies=(name for name in ["AmazonS3ReadOnlyAccess"]))  # type: ignore[arg-type]
    assert only(stack, "AWS::IAM::Group")["ManagedPolicyArns"] == [arn(":iam::aws:policy/AmazonS3ReadOnlyAccess")]


def test_a_policy_of_ones_own_is_not_a_name(stack: Stack) -> None:
    policy = iam.ManagedPolicy(stack, "P", statements=[iam.PolicyStatement(actions=["s3:GetObject"], resources=["*"])])
    with pytest.raises(PolicyError, match="managed_policies takes names of AWS-managed policies"):
        IamGroup(stack, "G", managed_policies=[policy])  # type: ignore[list-item]


def test_a_group_must_not_have_more_than_ten_policies(stack: Stack) -> None:
    names = [f"Policy{number}" for number in range(11)]
    with pytest.raises(PolicyError, match="Foreign/G would have 11 managed policies, and a group can have 10; put"):
        IamGroup(stack, "G", managed_policies=names)
    group = IamGroup(stack, "H", managed_policies=names[:10])
    with pytest.raises(PolicyError, match="Foreign/H would have 11 managed policies, and a group can have 10"):
        group.add_managed_policy(iam.ManagedPolicy.from_aws_managed_policy_name("Policy10"))
