"""What a Lambda function does besides its own work, in `iam.yaml`: each needs rights of its execution role."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, StrictBool, model_validator

from iam_stacks.config.marks import refuse
from iam_stacks.config.model import Model, exactly_one
from iam_stacks.config.text import (
    BrokerArn,
    ConsumerArn,
    KafkaClusterArn,
    KafkaGroup,
    KafkaTopic,
    KeyArn,
    LogGroupName,
    QueueArn,
    SecretArn,
    StandardQueueArn,
    StreamArn,
    TableStreamArn,
    TopicArn,
)

SOURCES = ("queue_arn", "stream_arn", "table_stream_arn", "kafka_cluster_arn", "broker_arn")


class DeadLetters(Model):
    """Where events go that failed: exactly one of `queue_arn` and `topic_arn`."""

    model_config = ConfigDict(json_schema_extra=exactly_one("queue_arn", "topic_arn"))

    queue_arn: StandardQueueArn | None = None
    """A standard queue of SQS."""
    topic_arn: TopicArn | None = None
    """A standard topic of SNS."""
    key_arn: KeyArn | None = None
    """The customer managed key that encrypts it. Default: it has none."""

    @model_validator(mode="after")
    def _one_target(self) -> DeadLetters:
        if (self.queue_arn is None) == (self.topic_arn is None):
            raise refuse("dead letters need exactly one target", "queue_arn or topic_arn")
        return self


class EventSource(Model):
    """What the function polls: exactly one of the five ARNs."""

    model_config = ConfigDict(
        json_schema_extra=exactly_one(*SOURCES)
        | {
            "dependentRequired": {
                "consumer_arn": ["stream_arn"],
                "authentication": ["kafka_cluster_arn"],
                "kafka_cluster_arn": ["authentication"],
                "topics": ["kafka_cluster_arn"],
                "consumer_group": ["kafka_cluster_arn"],
                "broker_arn": ["secret_arn"],
            }
        }
    )

    queue_arn: QueueArn | None = None
    """A queue of SQS."""
    stream_arn: StreamArn | None = None
    """A data stream of Kinesis."""
    consumer_arn: ConsumerArn | None = None
    """With `stream_arn`: the consumer with enhanced fan-out."""
    table_stream_arn: TableStreamArn | None = None
    """The stream of a DynamoDB table."""
    kafka_cluster_arn: KafkaClusterArn | None = None
    """A cluster of MSK."""
    authentication: Literal["iam", "scram", "mtls", "none"] | None = None
    """With `kafka_cluster_arn`: how Lambda signs in."""
    topics: tuple[KafkaTopic, ...] = ()
    """With `authentication: iam`: the topics to read."""
    consumer_group: KafkaGroup | None = None
    """With `authentication: iam`: the consumer group. Default: any of the cluster."""
    broker_arn: BrokerArn | None = None
    """A broker of Amazon MQ."""
    secret_arn: SecretArn | None = None
    """With a broker, or with `authentication: scram` or `mtls`: the secret with the credentials."""
    key_arn: KeyArn | None = None
    """The customer managed key that encrypts it, or its secret. Default: it has none."""

    @model_validator(mode="after")
    def _fits_together(self) -> EventSource:
        if sum(getattr(self, source) is not None for source in SOURCES) != 1:
            raise refuse("an event source needs exactly one ARN", " or ".join(SOURCES))
        if self.consumer_arn and not self.stream_arn:
            raise refuse("consumer_arn goes with stream_arn only")
        if bool(self.kafka_cluster_arn) != bool(self.authentication):
            raise refuse("kafka_cluster_arn and authentication go together")
        if bool(self.topics) != (self.authentication == "iam"):
            raise refuse("topics go with authentication iam, which needs them")
        if self.consumer_group and self.authentication != "iam":
            raise refuse("consumer_group goes with authentication iam only")
        if bool(self.secret_arn) != bool(self.broker_arn or self.authentication in ("scram", "mtls")):
            raise refuse("secret_arn goes with broker_arn or authentication scram or mtls, which need it")
        if self.key_arn and self.kafka_cluster_arn and not self.secret_arn:
            raise refuse("key_arn goes with a secret here; a cluster's own key takes no right")
        return self


class Function(Model):
    """The keys of a role that only `lambda.amazonaws.com` can assume."""

    log_group: LogGroupName | None = None
    """For Lambda: the one CloudWatch log group that the function writes to."""
    create_log_group: StrictBool = False
    """With `log_group`: the function may create it."""
    vpc: StrictBool = False
    """For Lambda: the function is connected to a VPC."""
    tracing: StrictBool = False
    """For Lambda: the function sends traces to X-Ray."""
    dead_letters: DeadLetters | None = None
    """For Lambda: where events go that failed."""
    event_sources: tuple[EventSource, ...] = ()
    """For Lambda: what the function polls."""
    environment_key_arn: KeyArn | None = None
    """For Lambda: a key with which the function's own code decrypts its environment variables."""
    insights: StrictBool = False
    """For Lambda: the Lambda Insights extension may write to its log group."""
    managed_basic: StrictBool = False
    """For Lambda: attach AWSLambdaBasicExecutionRole, which may create and write every log group."""

    @property
    def has_rights_of_its_own(self) -> bool:
        """Whether these keys give the role a policy of its own."""
        return any(getattr(self, key) for key in Function.model_fields if key != "managed_basic")
