from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.constructs.event_source import EventSource
from iam_stacks.constructs.function_rights import TRACING, VPC, decryption, insights
from iam_stacks.constructs.right import Right, merged
from iam_stacks.policy.limits import MANAGED_POLICY_SIZE
from iam_stacks.policy.size import EMPTY_DOCUMENT, estimated_size

ACCOUNT = "us-east-1:123456789012"
QUEUES = [f"arn:aws:sqs:{ACCOUNT}:{name}" for name in "ab"]
STREAMS = [f"arn:aws:kinesis:{ACCOUNT}:stream/{name}" for name in "ab"]
TABLES = [f"arn:aws:dynamodb:{ACCOUNT}:table/{name}/stream/2026-01-01T00:00:00.000" for name in "ab"]
CLUSTERS = [f"arn:aws:kafka:{ACCOUNT}:cluster/{name}/1-2" for name in "ab"]
BROKERS = [f"arn:aws:mq:{ACCOUNT}:broker:{name}:b-1" for name in "ab"]
SECRETS = [f"arn:aws:secretsmanager:{ACCOUNT}:secret:{name}-abcdef" for name in "ab"]
KEYS = [f"arn:aws:kms:{ACCOUNT}:key/{name}" for name in "ab"]

keys = st.sampled_from([*KEYS, None])
secrets = st.sampled_from(SECRETS)
clusters = st.sampled_from(CLUSTERS)
sources = st.one_of(
    st.builds(EventSource.queue, st.sampled_from(QUEUES), key_arn=keys),
    st.builds(EventSource.stream, st.sampled_from(STREAMS), key_arn=keys),
    st.builds(EventSource.stream, st.just(STREAMS[0]), consumer_arn=st.just(f"{STREAMS[0]}/consumer/c:1")),
    st.builds(EventSource.table, st.sampled_from(TABLES), key_arn=keys),
    st.builds(
        EventSource.kafka,
        clusters,
        authentication=st.just("iam"),
        topics=st.lists(st.sampled_from("xy"), min_size=1),
        consumer_group=st.sampled_from(["g", "h", None]),
    ),
    st.builds(
        EventSource.kafka, clusters, authentication=st.sampled_from(["scram", "mtls"]), secret=secrets, key_arn=keys
    ),
    st.builds(EventSource.kafka, clusters, authentication=st.just("none")),
    st.builds(EventSource.broker, st.sampled_from(BROKERS), secret=secrets, key_arn=keys),
)
features = st.sampled_from([VPC, TRACING, tuple(insights()), tuple(decryption(KEYS[0])), tuple(decryption(KEYS[1]))])


def allowed(*rights: Right) -> set[tuple[str, str]]:
    return {pair for right in rights for pair in product(right.actions, right.resources)}


@given(st.lists(sources, max_size=5), st.lists(features))
def test_merged_rights_allow_what_each_allows_and_nothing_else(
    sources: list[EventSource], features: list[tuple[Right, ...]]
) -> None:
    each = [right for group in [*features, *(source.rights for source in sources)] for right in group]
    together = merged(each)
    assert allowed(*together) == allowed(*each)
    assert len({right.sid for right in together}) == len(together)


def test_the_first_reason_of_a_purpose_counts() -> None:
    first = Right(sid="A", actions=("s3:GetObject",), resources=("*",), because="one")
    second = Right(sid="A", actions=("s3:PutObject",), resources=("*",), because="two")
    (both,) = merged([first, second])
    assert both == Right(sid="A", actions=("s3:GetObject", "s3:PutObject"), resources=("*",), because="one")


def right(sid: str, *actions: str, resources: tuple[str, ...] = ("a",), **more: str) -> Right:
    return Right(sid=sid, actions=actions, resources=resources, **more)


def test_a_right_that_another_one_has_in_it_is_left_out() -> None:
    wide, narrow = right("Wide", "kms:Decrypt", "kms:Encrypt", resources=("a", "b")), right("Narrow", "kms:Decrypt")
    elsewhere, more = right("Elsewhere", "kms:Decrypt", resources=("c",)), right("More", "kms:Sign")
    assert merged([narrow, wide, elsewhere, more]) == (wide, elsewhere, more)


def test_of_two_rights_that_are_the_same_the_first_stays() -> None:
    assert merged([right("A", "kms:Decrypt"), right("B", "kms:Decrypt")]) == (right("A", "kms:Decrypt"),)


def test_a_right_that_stands_for_a_policy_of_aws_stays() -> None:
    both = (right("A", "kms:Decrypt"), right("B", "kms:Decrypt", instead_of="AWSPolicy"))
    assert merged(both) == both


long_lists = st.lists(
    st.text("abc", min_size=1, max_size=5) | st.text("abc*", min_size=900, max_size=2000),
    min_size=1,
    max_size=12,
    unique=True,
)


def as_is(resources: list[str]) -> list[Any]:
    return resources


@given(long_lists)
def test_the_parts_of_a_right_allow_what_it_allows_and_each_fits_a_policy(resources: list[str]) -> None:
    right = Right(sid="Poll", actions=("sqs:ReceiveMessage", "sqs:DeleteMessage"), resources=tuple(resources))
    parts = list(right.parts(as_is))
    assert [resource for part in parts for resource in part.resources] == resources
    assert {part.actions for part in parts} == {right.actions}
    assert [part.sid for part in parts] == ["Poll", *(f"Poll{number}" for number in range(2, len(parts) + 1))]
    for part in parts:
        assert estimated_size(part.statement().to_json()) + EMPTY_DOCUMENT <= MANAGED_POLICY_SIZE


@given(long_lists)
def test_a_right_has_no_more_parts_than_it_needs(resources: list[str]) -> None:
    right = Right(sid="Poll", actions=("sqs:ReceiveMessage",), resources=tuple(resources))
    parts = list(right.parts(as_is))
    for part, following in pairwise(parts):
        longer = Right(sid="Poll99", actions=right.actions, resources=(*part.resources, following.resources[0]))
        assert estimated_size(longer.statement().to_json()) + EMPTY_DOCUMENT > MANAGED_POLICY_SIZE


def test_a_resource_that_is_too_long_alone_is_left_to_whoever_places_it() -> None:
    right = Right(sid="Poll", actions=("sqs:ReceiveMessage",), resources=("a", "b" * MANAGED_POLICY_SIZE, "c"))
    assert [part.resources for part in right.parts(as_is)] == [("a",), ("b" * MANAGED_POLICY_SIZE,), ("c",)]


@pytest.mark.parametrize("count", [1, 40])
def test_a_resource_that_is_known_at_deployment_counts_as_a_long_one(count: int) -> None:
    right = Right(sid="Poll", actions=("sqs:ReceiveMessage",), resources=tuple("q" * count))
    parts = list(right.parts(lambda resources: [{"Fn::GetAtt": [name, "Arn"]} for name in resources]))
    assert len(parts) == (1 if count == 1 else 2)
