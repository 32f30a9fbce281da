import re
from typing import Any

import pytest
from aws_cdk import Stack

from iam_stacks import InstanceRole, PolicyError
from tests.constructs.synthesis import arn, only


def test_only_ec2_can_assume_it_by_a_profile_that_holds_it(stack: Stack) -> None:
    role = InstanceRole(stack, "Web", role_name="Web", path="/web/", managed_policies=["AmazonSSMManagedInstanceCore"])
    # IAM User Guide, "Create a role to delegate permissions to an AWS service"
    assert only(stack, "AWS::IAM::Role") == {
        "RoleName": "Web",
        "Path": "/web/",
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
            ],
        },
        "ManagedPolicyArns": [arn(":iam::aws:policy/AmazonSSMManagedInstanceCore")],
    }
    assert only(stack, "AWS::IAM::InstanceProfile") == {
        "InstanceProfileName": "Web",
        "Path": "/web/",
        "Roles": [stack.resolve(role.role_name)],
    }
    assert role.instance_profile.node.path == "Foreign/Web/InstanceProfile"


def test_a_profile_can_have_a_name_of_its_own(stack: Stack) -> None:
    InstanceRole(stack, "Web", role_name="Web", instance_profile_name="WebProfile")
    assert only(stack, "AWS::IAM::InstanceProfile")["InstanceProfileName"] == "WebProfile"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"instance_profile_name": "a b"}, "instance_profile_name 'a b' is not allowed; give 1 to 128 characters"),
        ({"role_name": "a b"}, "role_name 'a b' is not allowed"),
    ],
)
def test_what_iam_would_not_accept_is_refused_at_once(stack: Stack, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError, match=re.escape(message)):
        InstanceRole(stack, "Web", **wrong)
