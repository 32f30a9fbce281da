"""What each kind of event source needs, held against the lists of the Lambda Developer Guide."""

from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import Aws, CfnParameter, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kinesis as kinesis
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs

from iam_stacks import PolicyError
from iam_stacks.account.service_data import action_exists, resource_types
from iam_stacks.constructs.event_source import EventSource, event_sources_of

PLACE = "us-east-1:123456789012"
QUEUE = f"arn:aws:sqs:{PLACE}:jobs"
STREAM = f"arn:aws:kinesis:{PLACE}:stream/clicks"
CONSUMER = f"{STREAM}/consumer/me:1700000000"
TABLE_STREAM = f"arn:aws:dynamodb:{PLACE}:table/t/stream/2026-01-01T00:00:00.000"
CLUSTER = f"arn:aws:kafka:{PLACE}:cluster/c/11-22"
BROKER = f"arn:aws:mq:{PLACE}:broker:b:b-1"
SECRET = f"arn:aws:secretsmanager:{PLACE}:secret:s-abcdef"
KEY = f"arn:aws:kms:{PLACE}:key/1-2"
INTERFACES = f"arn:{Aws.PARTITION}:ec2:{Aws.REGION}:{Aws.ACCOUNT_ID}:*/*"

POLL_QUEUE = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
"""Creating and configuring an Amazon SQS event source mapping, Setting up Lambda execution role permissions."""

POLL_STREAM = {
    "kinesis:DescribeStream",
    "kinesis:DescribeStreamSummary",
    "kinesis:GetRecords",
    "kinesis:GetShardIterator",
    "kinesis:ListShards",
}
"""Process Amazon Kinesis Data Streams records with Lambda; without kinesis:SubscribeToShard, which is on a consumer."""

POLL_TABLE = {"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"}
"""Process DynamoDB records with Lambda; without dynamodb:ListStreams, which takes no resource."""

NETWORK = {
    "*": {
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeVpcs",
        "ec2:DescribeSubnets",
        "ec2:DescribeSecurityGroups",
    },
    INTERFACES: {"ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"},
}
"""The same list on both pages: Configuring Lambda permissions for Amazon MSK event source mappings, Required
permissions; Process Amazon MQ messages with Lambda."""

KAFKA = {
    **NETWORK,
    CLUSTER: {"kafka:DescribeClusterV2"},
    "*": {*NETWORK["*"], "kafka:GetBootstrapBrokers"},
}
"""The page on MSK: of DescribeCluster and DescribeClusterV2 one is enough, and the second is for serverless too."""

READ_SECRET = {"secretsmanager:GetSecretValue"}
DECRYPT = {KEY: {"kms:Decrypt"}}

DOCUMENTED: dict[str, tuple[EventSource, dict[str, set[str]]]] = {
    "queue": (EventSource.queue(QUEUE), {QUEUE: POLL_QUEUE}),
    "queue with key": (EventSource.queue(QUEUE, key_arn=KEY), {QUEUE: POLL_QUEUE, **DECRYPT}),
    "stream": (EventSource.stream(STREAM), {STREAM: POLL_STREAM}),
    "consumer of a stream with key": (
        EventSource.stream(STREAM, consumer_arn=CONSUMER, key_arn=KEY),
        {STREAM: POLL_STREAM, CONSUMER: {"kinesis:SubscribeToShard"}, **DECRYPT},
    ),
    "table with key": (
        EventSource.table(TABLE_STREAM, key_arn=KEY),
        {TABLE_STREAM: POLL_TABLE, "*": {"dynamodb:ListStreams"}, **DECRYPT},
    ),
    "kafka without authentication": (EventSource.kafka(CLUSTER, authentication="none"), KAFKA),
    "kafka with IAM": (
        EventSource.kafka(CLUSTER, authentication="iam", topics=["x", "y"], consumer_group="g"),
        {
            **KAFKA,
            CLUSTER: {*KAFKA[CLUSTER], "kafka-cluster:Connect"},
            f"arn:aws:kafka:{PLACE}:topic/c/11-22/x": {"kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"},
            f"arn:aws:kafka:{PLACE}:topic/c/11-22/y": {"kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"},
            f"arn:aws:kafka:{PLACE}:group/c/11-22/g": {"kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup"},
        },
    ),
    "kafka with SASL/SCRAM": (
        EventSource.kafka(CLUSTER, authentication="scram", secret=SECRET, key_arn=KEY),
        {**KAFKA, CLUSTER: {*KAFKA[CLUSTER], "kafka:ListScramSecrets"}, SECRET: READ_SECRET, **DECRYPT},
    ),
    "kafka with mTLS": (
        EventSource.kafka(CLUSTER, authentication="mtls", secret=SECRET),
        {**KAFKA, SECRET: READ_SECRET},
    ),
    "broker with key": (
        EventSource.broker(BROKER, secret=SECRET, key_arn=KEY),
        {**NETWORK, BROKER: {"mq:DescribeBroker"}, SECRET: READ_SECRET, **DECRYPT},
    ),
}


def rights(source: EventSource) -> dict[str, set[str]]:
    """Return the actions by resource."""
    found: dict[str, set[str]] = {}
    for right in source.rights:
        for resource in right.resources:
            found.setdefault(resource, set()).update(right.actions)
    return found


@pytest.mark.parametrize("kind", DOCUMENTED)
def test_the_rights_are_those_that_lambda_documents(kind: str) -> None:
    source, documented = DOCUMENTED[kind]
    assert rights(source) == documented


@pytest.mark.parametrize("kind", DOCUMENTED)
def test_an_action_is_on_everything_only_if_it_takes_no_resource(kind: str) -> None:
    for right in DOCUMENTED[kind][0].rights:
        for action in right.actions:
            assert action_exists(action)
            assert (right.resources == ("*",)) == (not resource_types(action)), action


def test_a_group_that_lambda_names_is_any_group_of_the_cluster_for_a_reason() -> None:
    source = EventSource.kafka(CLUSTER, authentication="iam", topics=["x"])
    (right,) = [right for right in source.rights if right.sid == "JoinKafkaGroups"]
    assert right.resources == (f"arn:aws:kafka:{PLACE}:group/c/11-22/*",)
    assert right.because


def test_a_cluster_that_is_known_only_at_deployment_has_topics_and_groups(stack: Stack) -> None:
    cluster = CfnParameter(stack, "Cluster").value_as_string
    source = EventSource.kafka(cluster, authentication="iam", topics=["x"])
    (topics,) = [right.resources for right in source.rights if right.sid == "ReadKafkaTopics"]
    half = {"Fn::Split": [":cluster/", {"Ref": "Cluster"}]}
    parts = [{"Fn::Select": [0, half]}, ":topic/", {"Fn::Select": [1, half]}, "/x"]
    assert stack.resolve(list(topics)) == [{"Fn::Join": ["", parts]}]


TABLE_KEY = dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING)


def a_table(stack: Stack, **props: Any) -> dynamodb.Table:
    return dynamodb.Table(stack, "Table", partition_key=TABLE_KEY, **props)


CONSTRUCTS: dict[str, Callable[[Stack, kms.Key], tuple[Any, EventSource]]] = {
    "queue": lambda stack, key: (
        queue := sqs.Queue(stack, "Q", encryption_master_key=key),
        EventSource.queue(queue.queue_arn, key_arn=key.key_arn),
    ),
    "imported queue": lambda stack, _: (
        sqs.Queue.from_queue_attributes(stack, "Q", queue_arn=QUEUE, key_arn=KEY),
        EventSource.queue(QUEUE, key_arn=KEY),
    ),
    "queue without key": lambda stack, _: (
        queue := sqs.Queue(stack, "Q"),
        EventSource.queue(queue.queue_arn),
    ),
    "stream": lambda stack, key: (
        stream := kinesis.Stream(stack, "St", encryption_key=key),
        EventSource.stream(stream.stream_arn, key_arn=key.key_arn),
    ),
    "imported stream": lambda stack, _: (
        kinesis.Stream.from_stream_arn(stack, "St", STREAM),
        EventSource.stream(STREAM),
    ),
    "consumer": lambda stack, key: (
        consumer := kinesis.StreamConsumer(
            stack, "C", stream_consumer_name="me", stream=kinesis.Stream(stack, "St", encryption_key=key)
        ),
        EventSource.stream(consumer.stream.stream_arn, consumer_arn=consumer.stream_consumer_arn, key_arn=key.key_arn),
    ),
    "table": lambda stack, key: (
        table := a_table(stack, encryption_key=key, stream=dynamodb.StreamViewType.NEW_IMAGE),
        EventSource.table(table.table_stream_arn or "", key_arn=key.key_arn),
    ),
    "table of the second version": lambda stack, key: (
        table := dynamodb.TableV2(
            stack,
            "T",
            partition_key=TABLE_KEY,
            dynamo_stream=dynamodb.StreamViewType.NEW_IMAGE,
            encryption=dynamodb.TableEncryptionV2.customer_managed_key(key),
        ),
        EventSource.table(table.table_stream_arn or "", key_arn=key.key_arn),
    ),
}


@pytest.mark.parametrize("kind", CONSTRUCTS)
def test_a_construct_of_cdk_stands_for_its_arn_and_its_key(stack: Stack, kind: str) -> None:
    construct, source = CONSTRUCTS[kind](stack, kms.Key(stack, "Key"))
    assert stack.resolve(rights_in_order(EventSource.of(construct))) == stack.resolve(rights_in_order(source))


def rights_in_order(source: EventSource) -> list[list[Any]]:
    return [[right.sid, list(right.actions), list(right.resources)] for right in source.rights]


def test_a_secret_of_cdk_comes_with_its_key(stack: Stack) -> None:
    key = kms.Key(stack, "Key")
    secret = secretsmanager.Secret(stack, "Secret", encryption_key=key)
    for source in (
        EventSource.broker(BROKER, secret=secret),
        EventSource.kafka(CLUSTER, authentication="mtls", secret=secret),
    ):
        assert rights(source)[secret.secret_arn] == READ_SECRET
        assert rights(source)[key.key_arn] == {"kms:Decrypt"}


ENCRYPTED: dict[str, Callable[[Stack, kms.IKey], EventSource]] = {
    "queue": lambda stack, key: EventSource.of(sqs.Queue(stack, "Q", encryption_master_key=key)),
    "stream": lambda stack, key: EventSource.of(kinesis.Stream(stack, "St", encryption_key=key)),
    "secret": lambda stack, key: EventSource.broker(
        BROKER,
        secret=secretsmanager.Secret.from_secret_attributes(
            stack, "Secret", secret_complete_arn=SECRET, encryption_key=key
        ),
    ),
}


@pytest.mark.parametrize("kind", ENCRYPTED)
def test_an_alias_stands_for_its_key(stack: Stack, kind: str) -> None:
    key = kms.Key(stack, "Key")
    alias = kms.Alias(stack, "Alias", alias_name="alias/mine", target_key=key)
    assert rights(ENCRYPTED[kind](stack, alias))[key.key_arn] == {"kms:Decrypt"}


@pytest.mark.parametrize("kind", ENCRYPTED)
def test_an_alias_whose_key_is_not_known_is_refused(stack: Stack, kind: str) -> None:
    alias = kms.Alias.from_alias_name(stack, "Alias", "alias/mine")
    with pytest.raises(PolicyError, match="the key of alias 'alias/mine' is not known, and KMS matches no alias"):
        ENCRYPTED[kind](stack, alias)


@pytest.mark.parametrize("kind", ENCRYPTED)
def test_a_key_of_aws_itself_takes_no_right(stack: Stack, kind: str) -> None:
    alias = kms.Alias.from_alias_name(stack, "Alias", "alias/aws/sqs")
    assert not [right for right in ENCRYPTED[kind](stack, alias).rights if right.sid == "Decrypt"]


def test_an_event_source_is_itself() -> None:
    source = EventSource.queue(QUEUE)
    assert event_sources_of([source]) == (source,)


def test_arns_may_be_known_only_at_deployment(stack: Stack) -> None:
    arn = f"arn:{Aws.PARTITION}:sqs:{Aws.REGION}:{Aws.ACCOUNT_ID}:jobs"
    assert list(rights(EventSource.queue(arn))) == [arn]


WRONG: dict[str, tuple[Callable[[], EventSource], str]] = {
    "a topic for a queue": (lambda: EventSource.queue(f"arn:aws:sns:{PLACE}:jobs"), "the ARN of a queue of SQS"),
    "a pattern of queues": (lambda: EventSource.queue(f"arn:aws:sqs:{PLACE}:*"), "the ARN of a queue of SQS"),
    "the name of a queue": (lambda: EventSource.queue("jobs"), "the ARN of a queue of SQS"),
    "a consumer for a stream": (lambda: EventSource.stream(CONSUMER), "the ARN of a stream of Kinesis"),
    "a stream for a consumer": (
        lambda: EventSource.stream(STREAM, consumer_arn=STREAM),
        "the ARN of a consumer of a stream",
    ),
    "a table for its stream": (
        lambda: EventSource.table(f"arn:aws:dynamodb:{PLACE}:table/t"),
        "the ARN of the stream of a DynamoDB table",
    ),
    "a broker for a cluster": (lambda: EventSource.kafka(BROKER, authentication="none"), "the ARN of a cluster of MSK"),
    "a cluster for a broker": (
        lambda: EventSource.broker(CLUSTER, secret=SECRET),
        "the ARN of a broker of Amazon MQ",
    ),
    "the name of a secret": (lambda: EventSource.broker(BROKER, secret="s"), "the ARN of a secret"),
    "an alias for a key": (
        lambda: EventSource.queue(QUEUE, key_arn=f"arn:aws:kms:{PLACE}:alias/mine"),
        "the ARN of a KMS key, not of an alias",
    ),
    "a pattern of topics": (
        lambda: EventSource.kafka(CLUSTER, authentication="iam", topics=["x*"]),
        r"topics 'x\*' is not allowed",
    ),
    "one text for topics": (
        lambda: EventSource.kafka(CLUSTER, authentication="iam", topics="orders"),
        "topics 'orders' is not allowed; give a list of names",
    ),
    "a pattern of groups": (
        lambda: EventSource.kafka(CLUSTER, authentication="iam", topics=["x"], consumer_group="*"),
        r"consumer_group '\*' is not allowed",
    ),
    "IAM without topics": (
        lambda: EventSource.kafka(CLUSTER, authentication="iam"),
        "authentication 'iam' needs topics; give topics",
    ),
    "SCRAM without a secret": (
        lambda: EventSource.kafka(CLUSTER, authentication="scram"),
        "authentication 'scram' needs secret; give secret",
    ),
    "mTLS without a secret": (
        lambda: EventSource.kafka(CLUSTER, authentication="mtls"),
        "authentication 'mtls' needs secret; give secret",
    ),
    "IAM with a secret": (
        lambda: EventSource.kafka(CLUSTER, authentication="iam", topics=["x"], secret=SECRET),
        "secret does not go with authentication 'iam'; leave it out",
    ),
    "SCRAM with topics": (
        lambda: EventSource.kafka(CLUSTER, authentication="scram", secret=SECRET, topics=["x"]),
        "topics does not go with authentication 'scram'; leave it out",
    ),
    "another authentication": (
        lambda: EventSource.kafka(CLUSTER, authentication="basic"),  # type: ignore[arg-type]
        "authentication 'basic' is not allowed; give one of iam, scram, mtls, none",
    ),
    "text as a source": (lambda: EventSource.of("jobs"), "event source 'jobs' is not allowed"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("mistake", WRONG)
def test_what_is_no_event_source_is_refused(mistake: str) -> None:
    build, message = WRONG[mistake]
    with pytest.raises(PolicyError, match=message):
        build()


def test_a_topic_of_sns_is_no_event_source(stack: Stack) -> None:
    with pytest.raises(PolicyError, match=r"event source .* is not allowed; give an EventSource, or a queue"):
        EventSource.of(sns.Topic(stack, "Topic"))  # type: ignore[arg-type]


def test_a_table_without_a_stream_is_no_event_source(stack: Stack) -> None:
    with pytest.raises(PolicyError, match="table has no table_stream_arn; give a construct that has one"):
        EventSource.of(a_table(stack))


def test_a_secret_whose_full_arn_is_not_known_is_refused(stack: Stack) -> None:
    secret = secretsmanager.Secret.from_secret_name_v2(stack, "Secret", "s")
    with pytest.raises(PolicyError, match="secret has no secret_full_arn"):
        EventSource.broker(BROKER, secret=secret)


def test_an_event_source_is_given_once(stack: Stack) -> None:
    queue = sqs.Queue(stack, "Q")
    with pytest.raises(PolicyError, match=r"event_sources\[1\] is the same as event_sources\[0\]; give each once"):
        event_sources_of([queue, EventSource.queue(queue)])
