"""The rights to poll a cluster of Amazon MSK.

AWS source: Lambda Developer Guide, "Configuring Lambda permissions for Amazon MSK event source mappings".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from aws_cdk import Fn

from iam_stacks.constructs.function_rights import NO_RESOURCE
from iam_stacks.constructs.right import Right
from iam_stacks.policy import PolicyError, limits

KafkaAuthentication: TypeAlias = Literal["iam", "scram", "mtls", "none"]

_TAKES: dict[str, tuple[str, ...]] = {
    "iam": ("topics", "consumer_group"),
    "scram": ("secret", "key_arn"),
    "mtls": ("secret", "key_arn"),
    "none": (),
}
"""What goes with a way of authentication; the first of each is needed."""


def require_kafka(authentication: str, **given: object) -> None:
    """Refuse what does not go with a way of authentication, and what it lacks.

    Raises:
        PolicyError: it says what to give, or to leave out.
    """
    if authentication not in _TAKES:
        raise PolicyError(f"authentication {authentication!r} is not allowed; give one of {', '.join(_TAKES)}")
    takes = _TAKES[authentication]
    for name in takes[:1]:
        if not given[name]:
            raise PolicyError(f"authentication {authentication!r} needs {name}; give {name}")
    for name, value in given.items():
        if value and name not in takes:
            raise PolicyError(f"{name} does not go with authentication {authentication!r}; leave it out")


def cluster_rights(cluster_arn: str) -> Iterator[Right]:
    """Yield what every way of authentication needs.

    Raises:
        PolicyError: the ARN is not one of a cluster.
    """
    limits.KAFKA_CLUSTER_ARN.require("cluster_arn", cluster_arn)
    yield Right(sid="DescribeKafkaClusters", actions=("kafka:DescribeClusterV2",), resources=(cluster_arn,))
    yield Right(
        sid="FindKafkaBrokers",
        actions=("kafka:GetBootstrapBrokers",),
        resources=("*",),
        because=NO_RESOURCE.format("kafka:GetBootstrapBrokers takes"),
        instead_of="service-role/AWSLambdaMSKExecutionRole",
    )


def scram_rights(cluster_arn: str) -> Iterator[Right]:
    """Yield what SASL/SCRAM needs besides its secret."""
    yield Right(sid="ListKafkaSecrets", actions=("kafka:ListScramSecrets",), resources=(cluster_arn,))


def iam_rights(cluster_arn: str, topics: Sequence[str], consumer_group: str | None) -> Iterator[Right]:
    """Yield what the cluster itself asks for when it authenticates with IAM.

    Raises:
        PolicyError: a name is not one of a topic or group, or one text is given for a list.
    """
    if isinstance(topics, str):
        raise PolicyError(f"topics {topics!r} is not allowed; give a list of names")
    for topic in topics:
        limits.KAFKA_TOPIC.require("topics", topic)
    limits.KAFKA_GROUP.require("consumer_group", consumer_group)
    place, cluster = (Fn.select(part, Fn.split(":cluster/", cluster_arn)) for part in (0, 1))
    yield Right(sid="ConnectToKafka", actions=("kafka-cluster:Connect",), resources=(cluster_arn,))
    yield Right(
        sid="ReadKafkaTopics",
        actions=("kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"),
        resources=tuple(f"{place}:topic/{cluster}/{topic}" for topic in topics),
    )
    yield Right(
        sid="JoinKafkaGroups",
        actions=("kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup"),
        resources=(f"{place}:group/{cluster}/{consumer_group or '*'}",),
        because="Lambda makes up the consumer group of a mapping that names none, so it cannot be known before",
    )
