"""Resources of one's own: calls of AWS's API, providers that wait, values that cross Regions, logs that expire."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import custom_resources


def define(app: cdk.App) -> None:
    """Define two stacks in two Regions."""
    there = cdk.Stack(
        app, "There", env=cdk.Environment(account="111122223333", region="us-east-1"), cross_region_references=True
    )
    stack = cdk.Stack(
        app, "Here", env=cdk.Environment(account="111122223333", region="eu-central-1"), cross_region_references=True
    )
    bucket = s3.Bucket(there, "Bucket", removal_policy=cdk.RemovalPolicy.DESTROY, auto_delete_objects=True)
    cdk.CfnOutput(stack, "Name", value=bucket.bucket_arn)

    def function(name: str) -> lambda_.Function:
        return lambda_.Function(
            stack,
            name,
            runtime=lambda_.Runtime.PYTHON_3_13,
            handler="index.handler",
            code=lambda_.Code.from_inline("def handler(event, context): pass"),
        )

    provider = custom_resources.Provider(
        stack, "Provider", on_event_handler=function("OnEvent"), is_complete_handler=function("IsComplete")
    )
    cdk.CustomResource(stack, "Thing", service_token=provider.service_token)
    custom_resources.AwsCustomResource(
        stack,
        "Call",
        on_update=custom_resources.AwsSdkCall(
            service="ssm",
            action="GetParameter",
            parameters={"Name": "/shop/setting"},
            physical_resource_id=custom_resources.PhysicalResourceId.of("x"),
        ),
        policy=custom_resources.AwsCustomResourcePolicy.from_sdk_calls(
            resources=custom_resources.AwsCustomResourcePolicy.ANY_RESOURCE
        ),
    )
    custom_resources.AwsCustomResource(
        stack,
        "Statements",
        on_create=custom_resources.AwsSdkCall(
            service="@aws-sdk/client-s3",
            action="PutObjectCommand",
            parameters={"Bucket": "example", "Key": "x"},
            physical_resource_id=custom_resources.PhysicalResourceId.of("y"),
        ),
        policy=custom_resources.AwsCustomResourcePolicy.from_statements(
            [iam.PolicyStatement(actions=["s3:PutObject"], resources=["arn:aws:s3:::example/*"])]
        ),
    )
    logs.LogRetention(stack, "Expires", log_group_name="/shop/web", retention=logs.RetentionDays.ONE_WEEK)
    cdk.CfnResource(stack, "Waits", type="AWS::CloudFormation::WaitConditionHandle")
    ec2.Vpc(stack, "Vpc", availability_zones=["eu-central-1a"], restrict_default_security_group=True)
