from collections.abc import Callable

import pytest
from aws_cdk import App, CfnParameter, Fn, Stack
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from cdk_nag import AwsSolutionsChecks

from iam_stacks import LambdaExecutionRole, PolicyError, attach_packs
from tests.constructs.synthesis import ACCOUNT, arn, only, resources


def test_only_lambda_can_assume_it_by_the_well_known_document(stack: Stack) -> None:
    LambdaExecutionRole(stack, "R", role_name="R", managed_policies=["service-role/AWSLambdaBasicExecutionRole"])
    assert only(stack, "AWS::IAM::Role") == {
        "RoleName": "R",
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
            ],
        },
        "ManagedPolicyArns": [arn(":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")],
    }


def test_its_rights_are_on_its_own_log_group(stack: Stack) -> None:
    LambdaExecutionRole(stack, "R", log_group="/aws/lambda/Worker", create_log_group=True)
    assert only(stack, "AWS::IAM::ManagedPolicy")["PolicyDocument"]["Statement"] == [
        {
            "Sid": "CreateLogGroup",
            "Effect": "Allow",
            "Action": "logs:CreateLogGroup",
            "Resource": _joined(":log-group:/aws/lambda/Worker"),
        },
        {
            "Sid": "WriteLogs",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": _joined(":log-group:/aws/lambda/Worker:log-stream:*"),
        },
    ]


def _joined(rest: str) -> dict[str, object]:
    return arn(":logs:", {"Ref": "AWS::Region"}, ":", ACCOUNT, rest)


def test_it_does_not_create_the_log_group_unless_asked(stack: Stack) -> None:
    LambdaExecutionRole(stack, "R", log_group="/aws/lambda/Worker")
    (statement,) = only(stack, "AWS::IAM::ManagedPolicy")["PolicyDocument"]["Statement"]
    assert statement["Sid"] == "WriteLogs"


def test_it_says_which_finding_it_causes(stack: Stack) -> None:
    (finding,) = LambdaExecutionRole(stack, "R", log_group="/aws/lambda/W").expected_findings
    assert (finding.rule, finding.finding) == (
        "IAM5",
        "Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/lambda/W:log-stream:*",
    )
    assert LambdaExecutionRole(stack, "Bare").expected_findings == ()


def test_creating_a_log_group_needs_its_name(stack: Stack) -> None:
    with pytest.raises(ValueError, match="create_log_group goes with log_group"):
        LambdaExecutionRole(stack, "R", create_log_group=True)


def test_it_works_as_the_role_of_a_function_that_is_granted_something(stack: Stack) -> None:
    role = LambdaExecutionRole(stack, "R", log_group="/aws/lambda/Worker")
    function = lambda_.Function(
        stack, "Worker", function_name="Worker", role=role, handler="index.handler",
        runtime=lambda_.Runtime.PYTHON_3_13, code=lambda_.Code.from_inline("def handler(event, context): ..."),
    )  # fmt: skip
    s3.Bucket(stack, "B").grant_read(function)
    assert resources(stack, "AWS::IAM::Policy") == []
    assert only(stack, "AWS::Lambda::Function")["Role"] == stack.resolve(role.role_arn)
    assert len(only(stack, "AWS::IAM::ManagedPolicy")["PolicyDocument"]["Statement"]) == 2


@pytest.mark.parametrize("log_group", ["*", "", "/aws/lambda/*", "a b"])
def test_a_log_group_must_be_one_and_not_a_pattern(stack: Stack, log_group: str) -> None:
    with pytest.raises(PolicyError, match=r"log_group '.*' is not allowed"):
        LambdaExecutionRole(stack, "R", log_group=log_group)


LOG_GROUPS: dict[str, Callable[[Stack], str]] = {
    "CloudFormation names it": lambda stack: _log_group(stack),
    "a parameter": lambda stack: CfnParameter(stack, "Name").value_as_string,
    "an import": lambda _: Fn.import_value("MyExport"),
    "a substitution": lambda _: Fn.sub("/aws/${AWS::Region}/x"),
    "a choice": lambda stack: Fn.select(0, Fn.split(",", CfnParameter(stack, "Names").value_as_string)),
    "joined text": lambda stack: f"/aws/{stack.region}/x",
}


def _log_group(stack: Stack) -> str:
    key = kms.Key(stack, "Key", enable_key_rotation=True)
    return logs.LogGroup(stack, "Logs", encryption_key=key).log_group_name


@pytest.mark.parametrize("kind", LOG_GROUPS)
def test_the_finding_fits_a_log_group_whose_name_is_known_only_at_deployment(app_of_ones_own: App, kind: str) -> None:
    stack = Stack(app_of_ones_own, "S")
    role = LambdaExecutionRole(stack, "R", log_group=LOG_GROUPS[kind](stack))
    attach_packs(app_of_ones_own, role.expected_findings, packs=[AwsSolutionsChecks(app_of_ones_own)])
    app_of_ones_own.synth()
