"""Actions without resources of their own, in statements that name certain resources."""

from typing import Any

import pytest

from iam_stacks.policy.kind import RESOURCE
from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed

CERTAIN, DOUBTFUL = "resource-not-supported", "resource-not-listed"
INSTANCE = "arn:aws:ec2:eu-central-1:123456789012:instance/i-1"
USER = "arn:aws:iam::123456789012:user/"
SECTIONS = {"Parameters": {"Text": {"Type": "String"}, "Known": {"Type": "String", "Default": "i-1"}}}


@pytest.mark.parametrize(
    "statement",
    [
        allow("ec2:DescribeInstances"),
        allow("ec2:DescribeInstances", ["*", INSTANCE]),
        allow("ec2:Describe*", "*"),
        allow("ec2:*", INSTANCE),
        allow("ec2:TerminateInstances", INSTANCE),
        allow("iam:ListUsers", f"{USER}*"),
        allow("iam:ListUsers", USER),
        allow("s3:ListAllMyBuckets", "arn:aws:s3:::*"),
        allow("dynamodb:ListTables", "arn:aws:dynamodb:eu-central-1:123456789012:table/*"),
        allow("ec2:DescribeInstances", "arn:*"),
        allow("ec2:DescribeInstances", "arn:aws:*:*:*:*"),
        allow("ec2:DescribeInstances", None, NotResource=INSTANCE),
        allow(None, INSTANCE, NotAction="ec2:DescribeInstances"),
        allow("ec2:DescribeInstances", {"Ref": "Text"}),
        allow("ec2:DescribeInstances", {"Fn::Sub": "arn:aws:ec2:*:*:${Text}"}),
    ],
)
@pytest.mark.parametrize("rule", [CERTAIN, DOUBTFUL])
def test_an_action_on_everything_is_taken(examine: Examine, statement: Any, rule: str) -> None:
    assert examine(managed(statement), rule, sections=SECTIONS) == []


@pytest.mark.parametrize(
    ("statement", "action", "steps"),
    [
        (allow("ec2:DescribeInstances", INSTANCE), "ec2:DescribeInstances", ("Action",)),
        (allow(["EC2:describeinstances"], [INSTANCE]), "EC2:describeinstances", ("Action", 0)),
        (allow("ec2:DescribeVpcs*", INSTANCE), "ec2:DescribeVpcs*", ("Action",)),
        (allow("ec2:DescribeInstances", INSTANCE, Effect="Deny"), "ec2:DescribeInstances", ("Action",)),
        (allow("ec2:DescribeInstances", "arn:aws:s3:::*"), "ec2:DescribeInstances", ("Action",)),
        (allow("iam:ListUsers", {"Fn::Sub": f"{USER}${{Known}}"}), "iam:ListUsers", ("Action",)),
        (allow("iam:ListUsers", USER + "${aws:username}"), "iam:ListUsers", ("Action",)),
        (allow("s3:ListAllMyBuckets", "arn:aws:s3:::b/*"), "s3:ListAllMyBuckets", ("Action",)),
        (allow("s3:ListAllMyBuckets", ["arn:aws:s3:::b"]), "s3:ListAllMyBuckets", ("Action",)),
        (allow("ecr:GetAuthorizationToken", "arn:aws:ecr:*:*:repository/r"), "ecr:GetAuthorizationToken", ("Action",)),
    ],
)
def test_an_action_that_certainly_has_none_is_an_error(
    examine: Examine, statement: Any, action: str, steps: Any
) -> None:
    (found,) = examine(managed(statement), CERTAIN, sections=SECTIONS)
    assert found.message == f"{action} has no resources of its own, so it needs Resource *"
    assert found.severity == "error"
    assert found.subject.endswith(f" {action.lower()}")
    assert found.place.path == ("Properties", "PolicyDocument", "Statement", 0, *steps)
    assert examine(managed(statement), DOUBTFUL, sections=SECTIONS) == []


@pytest.mark.parametrize(
    ("statement", "action"),
    [
        (allow("eks:CreateCluster", "arn:aws:eks:*:*:cluster/c"), "eks:CreateCluster"),
        (allow(["EKS:createcluster"], ["arn:aws:eks:*:*:cluster/c"]), "EKS:createcluster"),
        (allow("eks:CreateClu*", {"Fn::Sub": "arn:aws:eks:*:*:cluster/${Known}"}), "eks:CreateClu*"),
        (allow("iam:ListRoles", "arn:aws:iam::*:role/path/*"), "iam:ListRoles"),
        (allow("kafka:GetBootstrapBrokers", "arn:aws:kafka:*:*:cluster/c"), "kafka:GetBootstrapBrokers"),  # it reads
        (allow("connect:GetMetricDataV2", "arn:aws:connect-campaigns:*:*:campaign/*"), "connect:GetMetricDataV2"),
        (allow("logs:DescribeLogGroups", "arn:aws:logs:*:*:log-group:/aws/*"), "logs:DescribeLogGroups"),
    ],
)
def test_an_action_for_which_aws_only_lists_none_is_a_warning(examine: Examine, statement: Any, action: str) -> None:
    (found,) = examine(managed(statement), DOUBTFUL, sections=SECTIONS)
    assert found.message == f"AWS lists none of the resources for {action}, so Resource * may be needed"
    assert found.severity == "warning"
    assert found.subject.endswith(f" {action.lower()}")
    assert examine(managed(statement), CERTAIN, sections=SECTIONS) == []
    assert examine(managed(statement), "action-of-other-resource-type", sections=SECTIONS) == []


def test_the_policy_of_a_resource_may_name_it_in_other_ways(examine: Examine) -> None:
    assert examine(managed(allow("s3:ListAllMyBuckets", "arn:aws:s3:::b")), CERTAIN, kind=RESOURCE) == []
