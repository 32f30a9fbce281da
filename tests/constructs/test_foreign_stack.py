"""A stack of somebody else's, with a function that is in a VPC, polls a queue and has a place for what failed."""

from typing import Any

import pytest
from aws_cdk import App, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as event_sources
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from iam_stacks import LambdaExecutionRole, TrustPolicy
from tests.constructs.synthesis import only, resources


class ForeignStack(Stack):
    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        key = kms.Key(self, "Key", enable_key_rotation=True)
        failed = sqs.Queue(self, "Failed", encryption_master_key=key, enforce_ssl=True)
        jobs = sqs.Queue(self, "Jobs", encryption_master_key=key, enforce_ssl=True)
        vpc = ec2.Vpc(self, "Network", max_azs=2, nat_gateways=0, create_internet_gateway=False)
        self.role = LambdaExecutionRole(
            self,
            "Role",
            log_group="/aws/lambda/Worker",
            vpc=True,
            tracing=True,
            dead_letter_queue=failed,
            event_sources=[jobs],
        )
        function = lambda_.Function(
            self,
            "Worker",
            function_name="Worker",
            role=self.role,
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            tracing=lambda_.Tracing.ACTIVE,
            dead_letter_queue=failed,
            handler="index.handler",
            runtime=lambda_.Runtime.PYTHON_3_13,
            code=lambda_.Code.from_inline("def handler(event, context): ..."),
        )
        function.add_event_source(event_sources.SqsEventSource(jobs))
        self.scheduler = iam.Role(self, "Scheduler", assumed_by=TrustPolicy.service("scheduler.amazonaws.com"))
        function.grant_invoke(self.scheduler)


@pytest.fixture
def foreign(context: dict[str, Any]) -> ForeignStack:
    return ForeignStack(App(context=context), "Jobs")


def test_two_imports_are_enough(foreign: ForeignStack) -> None:
    (worker,) = [each for each in resources(foreign, "AWS::Lambda::Function") if each.get("FunctionName") == "Worker"]
    assert worker["Role"] == foreign.resolve(foreign.role.role_arn)
    (of_scheduler,) = resources(foreign, "AWS::IAM::Policy")
    assert of_scheduler["Roles"] == [foreign.resolve(foreign.scheduler.role_name)], "what CDK does for its own role"
    statements = only(foreign, "AWS::IAM::ManagedPolicy")["PolicyDocument"]["Statement"]
    by_sid = {statement["Sid"] for statement in statements if "Sid" in statement}
    assert by_sid == {
        "WriteLogs",
        "DescribeNetwork",
        "ManageNetworkInterfaces",
        "Trace",
        "SendFailedEvents",
        "EncryptFailedEvents",
        "PollQueues",
    }
    # What CDK's own event source asks for beyond what Lambda documents.
    (more,) = [statement for statement in statements if "Sid" not in statement]
    assert set(more["Action"]) >= {"sqs:ChangeMessageVisibility", "sqs:GetQueueUrl"}


def test_a_role_of_cdk_trusts_whom_the_trust_policy_says(foreign: ForeignStack) -> None:
    (document,) = (
        role["AssumeRolePolicyDocument"]
        for role in resources(foreign, "AWS::IAM::Role")
        if "scheduler" in str(role["AssumeRolePolicyDocument"])
    )
    # EventBridge Scheduler User Guide, "Confused deputy prevention in EventBridge Scheduler"
    assert document["Statement"] == [
        {
            "Effect": "Allow",
            "Principal": {"Service": "scheduler.amazonaws.com"},
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
        }
    ]


def test_the_rights_are_there_before_the_function(foreign: ForeignStack) -> None:
    """Lambda refuses a function in a VPC whose role cannot make network interfaces yet."""
    template = App.of(foreign).synth().get_stack_by_name("Jobs").template["Resources"]
    (policy,) = [name for name, each in template.items() if each["Type"] == "AWS::IAM::ManagedPolicy"]
    function = template[foreign.get_logical_id(foreign.node.find_child("Worker").node.default_child)]
    assert policy in function["DependsOn"]
