"""Actions whose statement names no resource of a type that they take."""

from typing import Any

import pytest

from iam_stacks.policy.kind import RCP, RESOURCE, SCP
from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed

RULE = "action-of-other-resource-type"
BUCKET, OBJECTS = "arn:aws:s3:::b", "arn:aws:s3:::b/*"
POINT = "arn:aws:s3:eu-central-1:123456789012:accesspoint/p"
SECTIONS = {"Parameters": {"Text": {"Type": "String"}, "Known": {"Type": "String", "Default": "b"}}}
OTHERS = {"B": {"Type": "AWS::S3::Bucket"}, "C": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "c"}}}


@pytest.mark.parametrize(
    "statement",
    [
        allow("s3:GetObject", OBJECTS),
        allow("S3:getobject", [BUCKET, OBJECTS]),
        allow(["s3:GetObject", "s3:ListBucket"], [BUCKET, OBJECTS]),
        allow(["s3:GetObject", "s3:ListBucket"], "arn:aws:s3:::b*"),
        allow(["s3:GetObject", "s3:ListBucket"], [POINT, f"{POINT}/object/*"]),
        allow("s3:GetObject", ["arn:*:s3:::b/x", "arn:aws:sqs:*:*:q"]),
        allow("s3:GetObject", "arn:aws:s3:*"),
        allow("s3:*", BUCKET),
        allow("s3:Get*", BUCKET),
        allow(["s3:GetObject", "ec2:DescribeInstances"], ["*", BUCKET]),
        allow("s3:GetObject", None, NotResource=BUCKET),
        allow(None, BUCKET, NotAction="s3:GetObject"),
        allow("cloudformation:CreateChangeSet", "arn:aws:cloudformation:us-east-1:aws:transform/Serverless-2016-10-31"),
        allow("cloudwatch:PutMetricData", "arn:aws:cloudwatch:us-east-1:123456789012:alarm:x"),  # of another rule
        allow("s3:GetObjects", BUCKET),  # of another rule
        allow("ec2:DescribeInstances", BUCKET),  # of another rule
        allow("iam:PassRole", "arn:aws:iam::123456789012:role/path/R"),
        allow(
            "states:StartExecution", "arn:aws:states:eu-central-1:123456789012:statemachine:S"
        ),  # published as stateMachine
        allow("ssm:GetParameter", "arn:aws:ssm:*::parameter/aws/service/x"),
        allow("logs:PutLogEvents", "arn:aws:logs:*:log-group:x:*"),
        allow("lambda:InvokeFunction", "arn:aws:lambda:eu-central-1:123456789012:function:f:live"),
        allow("logs:PutLogEvents", "arn:aws:logs:*:*:log-group:/aws/lambda/f:*"),
        allow("dynamodb:Query", ["arn:aws:dynamodb:*:*:table/t/index/*"]),
        allow("apigateway:GET", "arn:aws:apigateway:eu-central-1::/restapis/x/stages/*"),
        allow("s3:GetObject", {"Ref": "Text"}),
        allow("s3:GetObject", {"Fn::Sub": "arn:aws:s3:::${Text}"}),  # perhaps b/*
        allow("s3:GetObject", {"Fn::Sub": "arn:aws:s3:::b${Text}"}),
        allow("s3:ListBucket", {"Fn::GetAtt": ["B", "Arn"]}),
        allow("s3:GetObject", {"Fn::Sub": "${B.Arn}/*"}),
        allow("s3:GetObject", "arn:aws:s3:::${aws:PrincipalTag/place}"),
    ],
)
def test_an_action_with_a_resource_of_its_own_is_taken(examine: Examine, statement: Any) -> None:
    assert examine({**managed(statement), **OTHERS}, RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    ("statement", "action", "steps"),
    [
        (allow("s3:GetObject", BUCKET), "s3:GetObject", ("Action",)),
        (allow(["s3:ListBucket", "S3:getobject"], [BUCKET]), "S3:getobject", ("Action", 1)),
        (allow("s3:ListBucket", OBJECTS), "s3:ListBucket", ("Action",)),
        (allow("s3:ListBucket", "arn:aws:s3:::*/*"), "s3:ListBucket", ("Action",)),
        (allow("s3:*Object", BUCKET), "s3:*Object", ("Action",)),
        (allow("s3:*", "arn:aws:sqs:*:*:q"), "s3:*", ("Action",)),
        (allow("s3:GetObject", BUCKET, Effect="Deny"), "s3:GetObject", ("Action",)),
        (allow("s3:GetObject", {"Fn::Sub": "arn:aws:s3:::${Known}"}), "s3:GetObject", ("Action",)),
        (allow("s3:GetObject", {"Fn::GetAtt": ["B", "Arn"]}), "s3:GetObject", ("Action",)),
        (allow("s3:GetObject", {"Fn::Join": ["", ["arn:aws:s3:::", {"Ref": "B"}]]}), "s3:GetObject", ("Action",)),
        (allow("s3:GetObject", {"Fn::GetAtt": ["C", "Arn"]}), "s3:GetObject", ("Action",)),
        (allow("s3:ListBucket", {"Fn::Sub": "arn:aws:s3:::${Text}/*"}), "s3:ListBucket", ("Action",)),
        (allow("sqs:SendMessage", "arn:aws:sns:*:*:t"), "sqs:SendMessage", ("Action",)),
        (allow("iam:PassRole", "arn:aws:iam::123456789012:user/*"), "iam:PassRole", ("Action",)),
    ],
)
def test_an_action_without_one_is_found(examine: Examine, statement: Any, action: str, steps: Any) -> None:
    (found,) = examine({**managed(statement), **OTHERS}, RULE, sections=SECTIONS)
    assert found.message.startswith(f"none of the statement's resources is of a type that {action} takes: ")
    assert found.severity == "error"
    assert found.subject.endswith(f" {action.lower()}")
    assert found.place.path == ("Properties", "PolicyDocument", "Statement", 0, *steps)


def test_the_types_are_named(examine: Examine) -> None:
    (found,) = examine(managed(allow("s3:ListBucket", OBJECTS)), RULE)
    assert found.message.endswith(" takes: accesspoint, bucket")


BUCKET, OBJECTS = "arn:aws:s3:::example-data", "arn:aws:s3:::example-data/*"


@pytest.mark.parametrize(
    ("beside", "count"),
    [
        (allow("S3:getobject", OBJECTS), 0),
        (allow("s3:Get*", "*"), 0),
        (allow(None, None, NotAction="iam:*", NotResource=BUCKET), 0),
        (allow("s3:GetObject", OBJECTS, Effect="Deny"), 1),
        (allow("s3:GetObject", BUCKET), 2),
        (allow("s3:PutObject", OBJECTS), 1),
    ],
)
def test_what_another_statement_says_of_the_right_resources_is_not_said_in_vain(
    examine: Examine, beside: Any, count: int
) -> None:
    assert len(examine(managed(allow("s3:GetObject", BUCKET), beside), RULE)) == count


def test_each_action_is_found_once(examine: Examine) -> None:
    actions = ["s3:GetObject", "s3:GetObject", "s3:PutObject"]
    assert len(examine(managed(allow(actions, BUCKET)), RULE)) == 2


@pytest.mark.parametrize(("kind", "count"), [(SCP, 1), (RESOURCE, 0), (RCP, 0)])
def test_the_policy_of_a_resource_may_name_it_in_other_ways(examine: Examine, kind: Any, count: int) -> None:
    assert len(examine(managed(allow("s3:GetObject", BUCKET)), RULE, kind=kind)) == count
