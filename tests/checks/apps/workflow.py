"""A workflow that calls functions, queues, tables, builds and AWS's API, waits for another, and maps over a bucket."""

import aws_cdk as cdk
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as states
from aws_cdk import aws_stepfunctions_tasks as tasks


def define(app: cdk.App) -> None:
    """Define the stack."""
    stack = cdk.Stack(app, "Workflow")
    function = lambda_.Function(
        stack,
        "Function",
        runtime=lambda_.Runtime.PYTHON_3_13,
        handler="index.handler",
        code=lambda_.Code.from_inline("def handler(event, context): pass"),
    )
    table = dynamodb.TableV2(
        stack, "Table", partition_key=dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING)
    )
    bucket = s3.Bucket(stack, "Bucket")
    inner = states.StateMachine(
        stack, "Inner", definition_body=states.DefinitionBody.from_chainable(states.Pass(stack, "Nothing"))
    )
    text = states.TaskInput.from_text("x")
    steps = [
        tasks.LambdaInvoke(stack, "Call", lambda_function=function),
        tasks.SqsSendMessage(stack, "Send", queue=sqs.Queue(stack, "Queue"), message_body=text),
        tasks.SnsPublish(stack, "Tell", topic=sns.Topic(stack, "Topic"), message=text),
        tasks.DynamoPutItem(stack, "Put", table=table, item={"id": tasks.DynamoAttributeValue.from_string("x")}),
        tasks.CodeBuildStartBuild(
            stack,
            "Build",
            project=codebuild.Project(
                stack, "Project", build_spec=codebuild.BuildSpec.from_object({"version": "0.2", "phases": {}})
            ),
            integration_pattern=states.IntegrationPattern.RUN_JOB,
        ),
        tasks.StepFunctionsStartExecution(
            stack, "Other", state_machine=inner, integration_pattern=states.IntegrationPattern.RUN_JOB
        ),
        tasks.GlueStartJobRun(
            stack, "Glue", glue_job_name="nightly", integration_pattern=states.IntegrationPattern.RUN_JOB
        ),
        tasks.AthenaStartQueryExecution(stack, "Query", query_string="select 1", work_group="primary"),
        tasks.EventBridgePutEvents(
            stack,
            "Put events",
            entries=[tasks.EventBridgePutEventsEntry(detail=text, detail_type="done", source="shop")],
        ),
        tasks.CallAwsService(
            stack,
            "Tag",
            service="s3",
            action="putObjectTagging",
            iam_resources=[bucket.arn_for_objects("*")],
            parameters={"Bucket": bucket.bucket_name, "Key": "x"},
        ),
        tasks.EmrTerminateCluster(
            stack, "End", cluster_id="j-1", integration_pattern=states.IntegrationPattern.RUN_JOB
        ),
        tasks.BatchSubmitJob(
            stack,
            "Fold",
            job_name="fold",
            job_queue_arn=stack.format_arn(service="batch", resource="job-queue", resource_name="science"),
            job_definition_arn=stack.format_arn(service="batch", resource="job-definition", resource_name="fold:1"),
        ),
    ]
    many = states.DistributedMap(
        stack,
        "Many",
        item_reader=states.S3ObjectsItemReader(bucket=bucket, prefix="in/"),
        result_writer_v2=states.ResultWriterV2(bucket=bucket, prefix="out/"),
    )
    many.item_processor(states.Pass(stack, "Each"))
    chain = states.Chain.start(steps[0])
    for step in [*steps[1:], many]:
        chain = chain.next(step)
    states.StateMachine(
        stack,
        "Machine",
        definition_body=states.DefinitionBody.from_chainable(chain),
        tracing_enabled=True,
        logs=states.LogOptions(destination=logs.LogGroup(stack, "Log"), level=states.LogLevel.ALL),
    ).grant_start_execution(function)
