"""Actions that AWS does not have."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed

RULE = "action-unknown"
SECTIONS = {"Parameters": {"Action": {"Type": "String"}, "Known": {"Type": "String", "Default": "GetObjects"}}}


@pytest.mark.parametrize(
    "statement",
    [
        allow("S3:getobject"),
        allow(["*", "s3:*", "s3:Get*", "s?:GetObject"]),
        allow("payments:GetPaymentAttempt"),  # not listed; AWS's managed policies name it
        allow("payments:GetPaymentAtt*"),
        allow("deepracer:AnyThing"),  # of a service of which AWS lists nothing any more
        allow("s33:GetObject"),  # of another rule
        allow({"Fn::Sub": "s3:${Action}"}),
        allow({"Fn::Join": [":", ["s3", {"Fn::Join": ["", ["Gett", {"Ref": "Action"}]]}]]}),
    ],
)
def test_an_action_that_there_is_or_may_be_is_taken(examine: Examine, statement: Any) -> None:
    assert examine(managed(statement), RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    ("statement", "message", "steps"),
    [
        (allow("s3:GetObjects"), "there is no action s3:GetObjects; there is s3:GetObject or", ("Action",)),
        (allow(["s3:GetObject", "S3:GetObjects"]), "there is no action S3:GetObjects;", ("Action", 1)),
        (allow("s3:Gte*"), "s3:Gte* matches no action", ("Action",)),
        (allow("s?3:GetObject"), "s?3:GetObject matches no action", ("Action",)),
        (allow("s3:GetObjects", Effect="Deny"), "there is no action s3:GetObjects", ("Action",)),
        (allow({"Fn::Sub": "s3:${Known}"}), "there is no action s3:GetObjects", ("Action",)),
        (allow(None, NotAction="iam:CreateUsers"), "there is no action iam:CreateUsers", ("NotAction",)),
        (allow(None, NotAction=["iam:Crate*"], Effect="Deny"), "iam:Crate* matches no action", ("NotAction", 0)),
    ],
)
def test_an_action_that_there_is_not_is_found(examine: Examine, statement: Any, message: str, steps: Any) -> None:
    (found,) = examine(managed(statement), RULE, sections=SECTIONS)
    assert found.message.startswith(message)
    assert found.severity == "error"
    assert found.place.path == ("Properties", "PolicyDocument", "Statement", 0, *steps)


def test_nothing_is_proposed_where_nothing_is_similar(examine: Examine) -> None:
    (found,) = examine(managed(allow("s3:Qqqqqqqqqqqqqqqqqqqqq")), RULE)
    assert found.message == "there is no action s3:Qqqqqqqqqqqqqqqqqqqqq"


def test_the_finding_is_called_by_the_action_whatever_its_case(examine: Examine) -> None:
    first, second = (examine(managed(allow(name, Sid="A")), RULE)[0] for name in ("s3:GetObjects", "S3:getobjects"))
    assert first.qualified_rule == second.qualified_rule == f"{RULE}[P.A s3:getobjects]"


def test_an_action_that_is_given_twice_is_found_once(examine: Examine) -> None:
    assert len(examine(managed(allow(["s3:Gett", "s3:Gett", "s3:Putt"])), RULE)) == 2


def test_what_sns_writes_into_the_policy_of_a_topic_exists(examine: Examine) -> None:
    document = {"Version": "2012-10-17", "Statement": [allow(["SNS:Receive", "SNS:Publish"], Principal={"AWS": "*"})]}
    topic = {"Type": "AWS::SNS::TopicPolicy", "Properties": {"Topics": ["arn:aws:sns:::t"], "PolicyDocument": document}}
    assert examine({"T": topic}, RULE) == []
