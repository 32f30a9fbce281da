"""What a function polls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kinesis as kinesis
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sqs as sqs

from iam_stacks.constructs.function_rights import NO_RESOURCE, network
from iam_stacks.constructs.kafka_rights import (
    KafkaAuthentication,
    cluster_rights,
    iam_rights,
    require_kafka,
    scram_rights,
)
from iam_stacks.constructs.polled import QUEUE, SECRET, STREAM, TABLE
from iam_stacks.constructs.right import Right
from iam_stacks.policy import PolicyError, limits

_NETWORK = network(
    describe=("NetworkInterfaces", "Subnets", "SecurityGroups", "Vpcs"),
    manage=("CreateNetworkInterface", "DeleteNetworkInterface"),
)
"""What Lambda needs to reach brokers in a VPC, for MSK and for MQ alike."""

_LIST_TABLE_STREAMS = Right(
    sid="ListTableStreams",
    actions=("dynamodb:ListStreams",),
    resources=("*",),
    because=NO_RESOURCE.format("dynamodb:ListStreams takes"),
)


@dataclass(frozen=True)
class EventSource:
    """What a function polls through an event source mapping, as the rights that its execution role needs.

    Make one with a method below. A method takes CDK's construct, and its customer managed key with it, or an ARN and
    `key_arn`; an ARN may have tokens. AWS source of each list: the named page of the Lambda Developer Guide.

    Attributes:
        rights: what the role may do, each for one purpose.
    """

    rights: tuple[Right, ...]

    @classmethod
    def of(cls, thing: Pollable) -> EventSource:
        """Return what is given as one of `event_sources` as a value.

        Args:
            thing: the value, or a construct that can be nothing but one kind of event source.

        Raises:
            PolicyError: it is neither.
        """
        if isinstance(thing, EventSource):
            return thing
        # Interfaces of CDK are no classes at run time: what a thing is shows in what it has.
        for attribute, read in _READERS.items():
            if hasattr(thing, attribute):
                return read(thing)
        raise PolicyError(
            f"event source {thing!r} is not allowed; give an EventSource, or a queue, stream, consumer or table of CDK"
        )

    @classmethod
    def queue(cls, queue: sqs.IQueue | str, *, key_arn: str | None = None) -> EventSource:
        """Poll a queue of SQS ("Creating and configuring an Amazon SQS event source mapping").

        Args:
            queue: the queue, or its ARN.
            key_arn: the customer managed key that encrypts it. Default: that of the construct, if it has one.

        Raises:
            PolicyError: an ARN is not that of such a thing.
        """
        actions = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
        poll = Right(sid="PollQueues", actions=actions, resources=(QUEUE.arn_of(queue),))
        return cls((poll, *QUEUE.decryption(queue, key_arn)))

    @classmethod
    def stream(
        cls, stream: kinesis.IStream | str, *, consumer_arn: str | None = None, key_arn: str | None = None
    ) -> EventSource:
        """Poll a data stream of Kinesis ("Process Amazon Kinesis Data Streams records with Lambda").

        Args:
            stream: the stream, or its ARN.
            consumer_arn: the consumer with enhanced fan-out that the mapping is for. Default: none, and so no
                kinesis:SubscribeToShard, which is about a consumer and would allow nothing on a stream.
            key_arn: the customer managed key that encrypts it. Default: that of the construct, if it has one.

        Raises:
            PolicyError: an ARN is not that of such a thing.
        """
        limits.CONSUMER_ARN.require("consumer_arn", consumer_arn)
        names = ("DescribeStream", "DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards")
        actions = tuple(f"kinesis:{name}" for name in names)
        poll = Right(sid="PollStreams", actions=actions, resources=(STREAM.arn_of(stream),))
        return cls((poll, *_subscription(consumer_arn), *STREAM.decryption(stream, key_arn)))

    @classmethod
    def table(cls, table: dynamodb.ITable | str, *, key_arn: str | None = None) -> EventSource:
        """Poll the stream of a DynamoDB table ("Process DynamoDB records with Lambda").

        Args:
            table: the table, or the ARN of its stream.
            key_arn: the customer managed key that encrypts it. Default: that of the construct, if it has one.

        Raises:
            PolicyError: an ARN is not that of such a thing, or the table has no stream.
        """
        actions = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")
        poll = Right(sid="PollTables", actions=actions, resources=(TABLE.arn_of(table),))
        return cls((_LIST_TABLE_STREAMS, poll, *TABLE.decryption(table, key_arn)))

    @classmethod
    def kafka(
        cls,
        cluster_arn: str,
        *,
        authentication: KafkaAuthentication,
        topics: Sequence[str] = (),
        consumer_group: str | None = None,
        secret: secretsmanager.ISecret | str | None = None,
        key_arn: str | None = None,
    ) -> EventSource:
        """Poll a cluster of MSK ("Configuring Lambda permissions for Amazon MSK event source mappings").

        Args:
            cluster_arn: the cluster, in the account and Region of the function.
            authentication: how Lambda signs in: `iam`, `scram`, `mtls`, or `none` where the cluster lets everybody in.
            topics: with `iam`, the names of the topics to read.
            consumer_group: with `iam`, the id of the mapping's consumer group. Default: every group of the cluster,
                since Lambda makes one up.
            secret: with `scram` and `mtls`, the secret with the credentials, or its full ARN.
            key_arn: the customer managed key that encrypts the secret. Default: that of the construct, if it has one.

        Raises:
            PolicyError: an ARN or a name is not that of such a thing, or what is given does not go with the way of
                authentication.
        """
        require_kafka(authentication, topics=topics, consumer_group=consumer_group, secret=secret, key_arn=key_arn)
        return cls(
            (
                *cluster_rights(cluster_arn),
                *_NETWORK,
                *(iam_rights(cluster_arn, topics, consumer_group) if authentication == "iam" else ()),
                *(scram_rights(cluster_arn) if authentication == "scram" else ()),
                *(_read_secret(secret, key_arn) if secret else ()),
            )
        )

    @classmethod
    def broker(
        cls, broker_arn: str, *, secret: secretsmanager.ISecret | str, key_arn: str | None = None
    ) -> EventSource:
        """Poll a broker of Amazon MQ ("Process Amazon MQ messages with Lambda").

        Args:
            broker_arn: the broker, in the account and Region of the function.
            secret: the secret with the broker's user name and password, or its full ARN.
            key_arn: the customer managed key that encrypts the secret. Default: that of the construct, if it has one.

        Raises:
            PolicyError: an ARN is not that of such a thing.
        """
        limits.BROKER_ARN.require("broker_arn", broker_arn)
        describe = Right(sid="DescribeBrokers", actions=("mq:DescribeBroker",), resources=(broker_arn,))
        return cls((describe, *_NETWORK, *_read_secret(secret, key_arn)))


def _subscription(consumer_arn: str | None) -> Iterator[Right]:
    if consumer_arn:
        yield Right(sid="SubscribeToStreams", actions=("kinesis:SubscribeToShard",), resources=(consumer_arn,))


def _read_secret(secret: secretsmanager.ISecret | str, key_arn: str | None) -> tuple[Right, ...]:
    actions = ("secretsmanager:GetSecretValue",)
    read = Right(sid="ReadBrokerSecrets", actions=actions, resources=(SECRET.arn_of(secret),))
    return (read, *SECRET.decryption(secret, key_arn))


Pollable: TypeAlias = EventSource | sqs.IQueue | kinesis.IStream | kinesis.IStreamConsumer | dynamodb.ITable
"""What `event_sources` takes."""

_READERS: dict[str, Callable[[Any], EventSource]] = {
    "queue_arn": EventSource.queue,
    "stream_consumer_arn": lambda consumer: EventSource.stream(
        consumer.stream, consumer_arn=consumer.stream_consumer_arn
    ),
    "stream_arn": EventSource.stream,
    "table_arn": EventSource.table,
}
"""Who reads a construct that has the attribute."""


def event_sources_of(given: Iterable[Pollable]) -> tuple[EventSource, ...]:
    """Return event sources as values.

    Raises:
        PolicyError: one is given twice, or is none.
    """
    sources = tuple(map(EventSource.of, given))
    for index, source in enumerate(sources):
        first = sources.index(source)
        if first < index:
            raise PolicyError(f"event_sources[{index}] is the same as event_sources[{first}]; give each once")
    return sources
