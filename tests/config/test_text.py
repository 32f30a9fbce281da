"""What fields of text refuse, in the words of the message."""

import pytest
from pydantic import TypeAdapter, ValidationError

from iam_stacks.config import text
from iam_stacks.config.marks import ONLY_PSEUDO_PARAMETERS

ACCOUNT = "${AWS::Partition}:%s:${AWS::Region}:${AWS::AccountId}"

WITH_REFERENCES: dict[str, str] = {
    "SourceArn": f"arn:{ACCOUNT % 'states'}:stateMachine:*",
    "ClusterArn": f"arn:{ACCOUNT % 'eks'}:cluster/c",
    "TrustAnchorArn": f"arn:{ACCOUNT % 'rolesanywhere'}:trust-anchor/a",
    "CertificateAuthorityArn": f"arn:{ACCOUNT % 'acm-pca'}:certificate-authority/a",
    "Principal": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root",
    "QueueArn": f"arn:{ACCOUNT % 'sqs'}:q",
    "StandardQueueArn": f"arn:{ACCOUNT % 'sqs'}:q",
    "TopicArn": f"arn:{ACCOUNT % 'sns'}:t",
    "StreamArn": f"arn:{ACCOUNT % 'kinesis'}:stream/s",
    "ConsumerArn": f"arn:{ACCOUNT % 'kinesis'}:stream/s/consumer/c:1",
    "TableStreamArn": f"arn:{ACCOUNT % 'dynamodb'}:table/t/stream/2026-01-01T00:00:00.000",
    "KafkaClusterArn": f"arn:{ACCOUNT % 'kafka'}:cluster/c/1",
    "BrokerArn": f"arn:{ACCOUNT % 'mq'}:broker:b:b-1",
    "SecretArn": f"arn:{ACCOUNT % 'secretsmanager'}:secret:s-abcdef",
    "KeyArn": f"arn:{ACCOUNT % 'kms'}:key/k",
}


def faults(name: str, value: str) -> list[str]:
    try:
        TypeAdapter(getattr(text, name)).validate_python(value)
    except ValidationError as error:
        return [f"{each['ctx']['problem']}; {each['ctx']['allowed']}" for each in error.errors()]
    return []


@pytest.mark.parametrize("name", WITH_REFERENCES)
def test_pseudo_parameters_stand_in_an_arn(name: str) -> None:
    assert faults(name, WITH_REFERENCES[name]) == []


@pytest.mark.parametrize("wrong", ["AWS::Regio", "aws:username", "aws::Partition", ""])
@pytest.mark.parametrize("name", WITH_REFERENCES)
def test_there_is_no_other_reference(name: str, wrong: str) -> None:
    value = WITH_REFERENCES[name].replace("AWS::Partition", wrong)
    assert faults(name, value) == [
        f"there is no pseudo parameter {wrong}; AWS::AccountId, AWS::Partition, AWS::Region, AWS::URLSuffix"
    ]
    pattern = TypeAdapter(getattr(text, name)).json_schema()["allOf"][0]["pattern"]
    assert pattern == ONLY_PSEUDO_PARAMETERS


def test_every_field_for_an_arn_refuses_other_references() -> None:
    assert {name for name in vars(text) if name.endswith("Arn")} <= WITH_REFERENCES.keys()
