"""The rights that Lambda itself needs to run a function.

AWS source of each list: the named page of the Lambda Developer Guide. Which actions take a resource, and which: the
Service Authorization Reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aws_cdk import Aws

from iam_stacks.constructs.right import Right

_WRITE_LOGS = ("logs:CreateLogStream", "logs:PutLogEvents")

NO_RESOURCE = "{} no resource: AWS accepts nothing but *"
"""The reason for a `*`, behind a subject and `take` or `takes`."""


def logging(log_group: str, *, create: bool) -> Iterator[Right]:
    """Yield the rights on one log group ("Sending Lambda function logs to CloudWatch Logs").

    Args:
        log_group: its name.
        create: whether it may be created too.
    """
    group = _log_group(log_group)
    if create:
        yield _creation("CreateLogGroup", group)
    yield Right(
        sid="WriteLogs",
        actions=_WRITE_LOGS,
        resources=(f"{group}:log-stream:*",),
        because="Lambda names a log stream when it starts an instance, so the name cannot be known before",
    )


def insights() -> Iterator[Right]:
    """Yield the rights on the log group of the Lambda Insights extension, which is not the function's own.

    AWS Managed Policy Reference, CloudWatchLambdaInsightsExecutionRolePolicy; here in one account and Region only.
    """
    group = _log_group("/aws/lambda-insights")
    yield _creation("CreateInsightsGroup", group)
    yield Right(
        sid="WriteInsights",
        actions=_WRITE_LOGS,
        resources=(f"{group}:log-stream:*",),
        because="Lambda Insights names its log streams, so the names cannot be known before",
        instead_of="CloudWatchLambdaInsightsExecutionRolePolicy",
    )


def _log_group(name: str) -> str:
    return f"arn:{Aws.PARTITION}:logs:{Aws.REGION}:{Aws.ACCOUNT_ID}:log-group:{name}"


def _creation(sid: str, group: str) -> Right:
    return Right(
        sid=sid,
        actions=("logs:CreateLogGroup",),
        # The Service Authorization Reference has the first form, the CloudWatch Logs User Guide ("Overview of managing
        # access permissions to your CloudWatch Logs resources") the second for all actions but those on tags.
        resources=(group, f"{group}:*"),
        because="AWS documents the ARN of a log group to be created both with :* and without, so both are named",
    )


def network(*, describe: Sequence[str], manage: Sequence[str]) -> tuple[Right, ...]:
    """Return rights on network interfaces, which get their ids when they are made.

    The scoped resource is that of "Giving Lambda functions access to resources in an Amazon VPC": without all resource
    ids for ec2:DeleteNetworkInterface the function may lose its VPC. The Describe actions take no resource.

    Args:
        describe: actions of EC2 that begin with Describe, without that word.
        manage: other actions of EC2.
    """
    return (
        Right(
            sid="DescribeNetwork",
            actions=tuple(f"ec2:Describe{what}" for what in describe),
            resources=("*",),
            because=NO_RESOURCE.format("the Describe actions of EC2 take"),
        ),
        Right(
            sid="ManageNetworkInterfaces",
            actions=tuple(f"ec2:{action}" for action in manage),
            resources=(f"arn:{Aws.PARTITION}:ec2:{Aws.REGION}:{Aws.ACCOUNT_ID}:*/*",),
            because="Lambda makes and deletes network interfaces, whose ids cannot be known before, and asks for all",
        ),
    )


VPC = network(
    describe=("NetworkInterfaces", "Subnets"),
    manage=(
        "CreateNetworkInterface",
        "DeleteNetworkInterface",
        "AssignPrivateIpAddresses",
        "UnassignPrivateIpAddresses",
    ),
)
""""Giving Lambda functions access to resources in an Amazon VPC", Required IAM permissions."""

TRACING = (
    Right(
        sid="Trace",
        actions=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
        resources=("*",),
        because=NO_RESOURCE.format("the actions that send traces to X-Ray take"),
    ),
)
""""Visualize Lambda function invocations using AWS X-Ray", Execution role permissions."""


def decryption(key_arn: str | None) -> Iterator[Right]:
    """Yield the right to decrypt with a key, if there is one."""
    if key_arn:
        yield Right(sid="Decrypt", actions=("kms:Decrypt",), resources=(key_arn,))
