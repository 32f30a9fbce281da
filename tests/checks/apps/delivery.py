"""A pipeline that builds an image, asks somebody, and deploys with CloudFormation and to ECS."""

import aws_cdk as cdk
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_codestarnotifications as notifications
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns


def define(app: cdk.App) -> None:
    """Define the stack."""
    stack = cdk.Stack(app, "Delivery")
    images = ecr.Repository(stack, "Images", image_scan_on_push=True)
    bucket = s3.Bucket(stack, "Sources", versioned=True)
    project = codebuild.PipelineProject(
        stack,
        "Build",
        environment=codebuild.BuildEnvironment(
            build_image=codebuild.LinuxBuildImage.STANDARD_7_0,
            privileged=True,
            environment_variables={
                "TOKEN": codebuild.BuildEnvironmentVariable(
                    type=codebuild.BuildEnvironmentVariableType.SECRETS_MANAGER, value="build/token"
                ),
                "LEVEL": codebuild.BuildEnvironmentVariable(
                    type=codebuild.BuildEnvironmentVariableType.PARAMETER_STORE, value="/build/level"
                ),
            },
        ),
        cache=codebuild.Cache.bucket(bucket),
    )
    images.grant_pull_push(project)
    source, built = codepipeline.Artifact(), codepipeline.Artifact()
    fetched = codepipeline.Artifact()
    pipeline = codepipeline.Pipeline(stack, "Pipeline", cross_account_keys=True)
    pipeline.add_stage(
        stage_name="Source",
        actions=[
            actions.S3SourceAction(action_name="S3", bucket=bucket, bucket_key="source.zip", output=source),
            actions.CodeStarConnectionsSourceAction(
                action_name="Git",
                connection_arn="arn:aws:codestar-connections:eu-central-1:111122223333:connection/abcd",
                owner="example-org",
                repo="shop",
                output=fetched,
            ),
        ],
    )
    pipeline.add_stage(
        stage_name="Build",
        actions=[actions.CodeBuildAction(action_name="Build", project=project, input=source, outputs=[built])],
    )
    topic = sns.Topic(stack, "Told")
    function = lambda_.Function(
        stack,
        "Smoke",
        runtime=lambda_.Runtime.PYTHON_3_13,
        handler="index.handler",
        code=lambda_.Code.from_inline("def handler(event, context): pass"),
    )
    deployment = codedeploy.ServerDeploymentGroup(stack, "Machines", install_agent=True)
    pipeline.add_stage(
        stage_name="Deploy",
        actions=[
            actions.ManualApprovalAction(action_name="Approve", notification_topic=topic, run_order=1),
            actions.CloudFormationCreateUpdateStackAction(
                action_name="Stack",
                stack_name="shop",
                template_path=built.at_path("template.json"),
                admin_permissions=False,
                run_order=2,
            ),
            actions.CodeDeployServerDeployAction(
                action_name="Machines", deployment_group=deployment, input=built, run_order=3
            ),
            actions.LambdaInvokeAction(action_name="Smoke", lambda_=function, run_order=4),
        ],
    )
    notifications.NotificationRule(
        stack, "Rule", source=pipeline, events=["codepipeline-pipeline-pipeline-execution-failed"], targets=[topic]
    )
    codebuild.Project(
        stack,
        "Nightly",
        source=codebuild.Source.s3(bucket=bucket, path="source.zip"),
        artifacts=codebuild.Artifacts.s3(bucket=bucket),
        logging=codebuild.LoggingOptions(s3=codebuild.S3LoggingOptions(bucket=bucket, prefix="logs")),
    )
