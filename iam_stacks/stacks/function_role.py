"""A Lambda function's role from `iam.yaml`."""

from __future__ import annotations

from typing import Any

from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from iam_stacks.config import Role
from iam_stacks.config.function import DeadLetters, EventSource
from iam_stacks.constructs import event_source
from iam_stacks.constructs.lambda_execution_role import LambdaExecutionRole
from iam_stacks.stacks.policies import filled


def define_function_role(scope: Construct, name: str, role: Role, **common: Any) -> LambdaExecutionRole:
    """Define the role of a function.

    Args:
        scope: the section that it is part of.
        name: its name.
        role: what the file says.
        common: what every kind of role takes.
    """
    # No role's name has a space, so none can be taken for this one.
    references = Construct(scope, f"{name} References")
    return LambdaExecutionRole(
        scope,
        name,
        log_group=role.log_group,
        create_log_group=role.create_log_group,
        vpc=role.vpc,
        tracing=role.tracing,
        dead_letter_queue=_dead_letters(references, role.dead_letters) if role.dead_letters else None,
        event_sources=[_event_source(source) for source in role.event_sources],
        environment_key=_key(references, "EnvironmentKey", role.environment_key_arn),
        insights=role.insights,
        managed_basic=role.managed_basic,
        **common,
    )


def _dead_letters(scope: Construct, dead_letters: DeadLetters) -> sqs.IQueue | sns.ITopic:
    given = filled(dead_letters.model_dump(exclude_none=True))
    if dead_letters.queue_arn:
        return sqs.Queue.from_queue_attributes(scope, "DeadLetters", **given)
    return sns.Topic.from_topic_attributes(scope, "DeadLetters", **given)


def _event_source(source: EventSource) -> event_source.EventSource:
    given = filled(source.model_dump(exclude_none=True))
    key = given.get("key_arn")
    if source.queue_arn:
        return event_source.EventSource.queue(given["queue_arn"], key_arn=key)
    if source.stream_arn:
        return event_source.EventSource.stream(given["stream_arn"], consumer_arn=given.get("consumer_arn"), key_arn=key)
    if source.table_stream_arn:
        return event_source.EventSource.table(given["table_stream_arn"], key_arn=key)
    if source.broker_arn:
        return event_source.EventSource.broker(given["broker_arn"], secret=given["secret_arn"], key_arn=key)
    assert source.authentication
    return event_source.EventSource.kafka(
        given["kafka_cluster_arn"],
        authentication=source.authentication,
        topics=source.topics,
        consumer_group=source.consumer_group,
        secret=given.get("secret_arn"),
        key_arn=key,
    )


def _key(scope: Construct, id: str, arn: str | None) -> kms.IKey | None:
    return kms.Key.from_key_arn(scope, id, filled(arn)) if arn else None
