"""CDK Pipelines: a pipeline that deploys an app, and itself, to two accounts."""

import aws_cdk as cdk
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_assets as assets
from aws_cdk import aws_sqs as sqs
from aws_cdk import pipelines


def define(app: cdk.App) -> None:
    """Define the pipeline's stack and the stages that it deploys."""
    here = cdk.Environment(account="111122223333", region="eu-central-1")
    stack = cdk.Stack(app, "Tools", env=here)
    bucket = s3.Bucket(stack, "Source", versioned=True)
    pipeline = pipelines.CodePipeline(
        stack,
        "Pipeline",
        cross_account_keys=True,
        synth=pipelines.ShellStep(
            "Synth", input=pipelines.CodePipelineSource.s3(bucket, "source.zip"), commands=["npx cdk synth"]
        ),
    )
    for name, account in (("Test", here.account), ("Production", "444455556666")):
        stage = cdk.Stage(app, name, env=cdk.Environment(account=account, region="eu-central-1"))
        service = cdk.Stack(stage, "Service")
        sqs.Queue(service, "Queue")
        assets.Asset(service, "File", path=__file__)
        pipeline.add_stage(stage, pre=[pipelines.ManualApprovalStep(f"Approve{name}")])
