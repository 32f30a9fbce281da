from typing import Any

import pytest
from pydantic import ValidationError

from iam_stacks.config.function import DeadLetters, EventSource
from iam_stacks.config.role import Role

QUEUE = "arn:aws:sqs:eu-west-1:111111111111:q"
STREAM = "arn:aws:kinesis:eu-west-1:111111111111:stream/s"
CLUSTER = "arn:aws:kafka:eu-west-1:111111111111:cluster/c/1"
BROKER = "arn:aws:mq:eu-west-1:111111111111:broker:b:b-1"
SECRET = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:s-abcdef"
KEY = "arn:aws:kms:eu-west-1:111111111111:key/k"
TOPIC = "arn:aws:sns:eu-west-1:111111111111:t"
SIGNED_IN = {"kafka_cluster_arn": CLUSTER, "authentication": "scram", "secret_arn": SECRET}

ALLOWED: list[dict[str, Any]] = [
    {"queue_arn": QUEUE, "key_arn": KEY},
    {"stream_arn": STREAM, "consumer_arn": f"{STREAM}/consumer/c:1"},
    {"kafka_cluster_arn": CLUSTER, "authentication": "iam", "topics": ["t"], "consumer_group": "g"},
    {"kafka_cluster_arn": CLUSTER, "authentication": "none"},
    {**SIGNED_IN, "key_arn": KEY},
    {"broker_arn": BROKER, "secret_arn": SECRET, "key_arn": KEY},
]

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an event source has one ARN": ({}, "an event source needs exactly one ARN"),
    "an event source has no two ARNs": ({"queue_arn": QUEUE, "stream_arn": STREAM}, "needs exactly one ARN"),
    "a consumer is one of a stream": (
        {"queue_arn": QUEUE, "consumer_arn": f"{STREAM}/consumer/c:1"},
        "consumer_arn goes with stream_arn only",
    ),
    "a cluster says how Lambda signs in": (
        {"kafka_cluster_arn": CLUSTER},
        "kafka_cluster_arn and authentication go together",
    ),
    "topics are for IAM": ({**SIGNED_IN, "topics": ["t"]}, "topics go with authentication iam, which needs them"),
    "IAM needs topics": (
        {"kafka_cluster_arn": CLUSTER, "authentication": "iam"},
        "topics go with authentication iam, which needs them",
    ),
    "a consumer group is for IAM": (
        {**SIGNED_IN, "consumer_group": "g"},
        "consumer_group goes with authentication iam",
    ),
    "SCRAM needs a secret": ({"kafka_cluster_arn": CLUSTER, "authentication": "scram"}, "secret_arn goes with"),
    "a broker needs a secret": ({"broker_arn": BROKER}, "secret_arn goes with broker_arn"),
    "a queue has no secret": ({"queue_arn": QUEUE, "secret_arn": SECRET}, "secret_arn goes with broker_arn"),
    "a cluster without a secret has no key": (
        {"kafka_cluster_arn": CLUSTER, "authentication": "none", "key_arn": KEY},
        "key_arn goes with a secret here",
    ),
}


@pytest.mark.parametrize("given", ALLOWED)
def test_what_goes_together_is_an_event_source(given: dict[str, Any]) -> None:
    assert EventSource.model_validate(given).model_dump(exclude_defaults=True, mode="json") == given


@pytest.mark.parametrize("sentence", REFUSED)
def test_refusal(sentence: str) -> None:
    given, message = REFUSED[sentence]
    with pytest.raises(ValidationError, match=message):
        EventSource.model_validate(given)


@pytest.mark.parametrize("given", [{}, {"queue_arn": QUEUE, "topic_arn": TOPIC}])
def test_dead_letters_go_to_one_place(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="dead letters need exactly one target"):
        DeadLetters.model_validate(given)
    assert DeadLetters.model_validate({"topic_arn": TOPIC})


LAMBDA = {"trust": {"service": "lambda.amazonaws.com"}}

ROLES_REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "only Lambda's role polls": (
        {"trust": {"service": "ec2.amazonaws.com"}, "event_sources": [{"queue_arn": QUEUE}]},
        "event_sources is for a role that trusts lambda.amazonaws.com",
    ),
    "a log group that is created has a name": ({**LAMBDA, "create_log_group": True}, "create_log_group goes with"),
    "Lambda opens no cases with AWS Support": ({**LAMBDA, "kind": "support"}, "trusts those who handle incidents"),
    "a break-glass session lasts an hour": (
        {
            "trust": {"account": "${AWS::AccountId}", "mfa_max_age": 600},
            "kind": "break_glass",
            "max_session_seconds": 7200,
        },
        "the sessions of a role of kind break_glass last one hour",
    ),
}


@pytest.mark.parametrize("sentence", ROLES_REFUSED)
def test_refusal_of_a_role(sentence: str) -> None:
    given, message = ROLES_REFUSED[sentence]
    with pytest.raises(ValidationError, match=message):
        Role.model_validate(given)


@pytest.mark.parametrize("target", [{"queue_arn": f"{QUEUE}.fifo"}, {"topic_arn": f"{TOPIC}.fifo"}])
def test_dead_letters_go_to_a_standard_queue_or_topic(target: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="iam_refuses"):
        DeadLetters.model_validate(target)


def test_a_fifo_queue_can_be_polled() -> None:
    assert EventSource.model_validate({"queue_arn": f"{QUEUE}.fifo"})
