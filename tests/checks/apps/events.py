"""Topics, queues, streams, rules, schedules and pipes that hand messages on."""

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kinesis as kinesis
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_destinations as destinations
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_notifications as notifications
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as scheduled
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs


def define(app: cdk.App) -> None:
    """Define the stack."""
    stack = cdk.Stack(app, "Events")
    key = kms.Key(stack, "Key")
    dead = sqs.Queue(stack, "Dead", enforce_ssl=True)
    queue = sqs.Queue(
        stack,
        "Queue",
        encryption_master_key=key,
        dead_letter_queue=sqs.DeadLetterQueue(queue=dead, max_receive_count=3),
    )
    topic = sns.Topic(stack, "Topic", enforce_ssl=True, master_key=key)
    topic.add_subscription(subscriptions.SqsSubscription(queue))
    table = dynamodb.Table(
        stack,
        "Table",
        partition_key=dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING),
        stream=dynamodb.StreamViewType.NEW_IMAGE,
    )
    function = lambda_.Function(
        stack,
        "Function",
        runtime=lambda_.Runtime.PYTHON_3_13,
        handler="index.handler",
        code=lambda_.Code.from_inline("def handler(event, context): pass"),
        on_failure=destinations.SqsDestination(dead),
        on_success=destinations.EventBridgeDestination(),
    )
    latest = lambda_.StartingPosition.LATEST
    function.add_event_source(sources.DynamoEventSource(table, starting_position=latest))
    function.add_event_source(sources.SqsEventSource(queue))
    stream = kinesis.Stream(stack, "Stream")
    function.add_event_source(sources.KinesisEventSource(stream, starting_position=latest))
    function.add_event_source(sources.SnsEventSource(topic))
    bucket = s3.Bucket(stack, "Bucket", event_bridge_enabled=True)
    bucket.add_event_notification(s3.EventType.OBJECT_CREATED, notifications.SnsDestination(topic))
    bucket.add_event_notification(s3.EventType.OBJECT_REMOVED, notifications.SqsDestination(queue))
    bus = events.EventBus(stack, "Bus")
    bus.grant_put_events_to(function)
    bus.add_to_resource_policy(
        iam.PolicyStatement(
            sid="Partner",
            actions=["events:PutEvents"],
            principals=[iam.AccountPrincipal("444455556666")],
            resources=[bus.event_bus_arn],
        )
    )
    bus.archive("Archive", event_pattern=events.EventPattern(source=["shop"]))
    rule = events.Rule(stack, "Rule", event_pattern=events.EventPattern(source=["aws.ec2"]))
    log = logs.LogGroup(stack, "Log")
    for target in (
        targets.LambdaFunction(function, dead_letter_queue=dead),
        targets.SqsQueue(queue),
        targets.SnsTopic(topic),
        targets.KinesisStream(stream),
        targets.EventBus(bus),
    ):
        rule.add_target(target)
    events.Rule(
        stack,
        "Logged",
        schedule=events.Schedule.rate(cdk.Duration.hours(1)),
        targets=[
            targets.CloudWatchLogGroup(log),
            targets.AwsApi(service="EC2", action="describeInstances"),
        ],
    )
    scheduler.Schedule(
        stack,
        "Schedule",
        schedule=scheduler.ScheduleExpression.rate(cdk.Duration.hours(1)),
        target=scheduled.LambdaInvoke(function),
    )
