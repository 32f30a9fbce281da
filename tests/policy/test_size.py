import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.policy.size import EMPTY_DOCUMENT, estimated_size, least_document_size, least_size, least_text
from iam_stacks.policy.symbol import symbol

TEXTS = st.text(st.characters(exclude_characters="${", exclude_categories=["Cs"]), max_size=10)
JSON = st.recursive(
    st.one_of(TEXTS, st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS.map("k".__add__), inner, max_size=4)),
    max_leaves=20,
)
PARTITION = {"Ref": "AWS::Partition"}


def length(document: object) -> int:
    return len(json.dumps(document, separators=(",", ":"), ensure_ascii=False))


@given(JSON)
def test_the_size_of_a_document_without_references_is_its_length(document: object) -> None:
    assert least_size(document) == estimated_size(document) == length(document)


@pytest.mark.parametrize(
    ("part", "shortest", "usual"),
    [
        ({"Ref": "AWS::AccountId"}, "123456789012", "123456789012"),
        (PARTITION, "aws", "aws-us-gov"),
        ("arn:${AWS::Partition}:s3:::b", "arn:aws:s3:::b", "arn:aws-us-gov:s3:::b"),
        ({"Fn::Join": ["", ["arn:", PARTITION, ":s3:::b/*"]]}, "arn:aws:s3:::b/*", "arn:aws-us-gov:s3:::b/*"),
        ({"Fn::GetAtt": ["Bucket", "Arn"]}, "", "x" * 170),
        ({"Ref": "Parameter"}, "", "x" * 170),
        ({"Fn::Join": ["", [{"Fn::GetAtt": ["Bucket", "Arn"]}, "/*"]]}, "/*", "x" * 170 + "/*"),
        ("${aws:username}", "${aws:username}", "${aws:username}"),
    ],
)
def test_a_reference_counts_as_what_it_may_resolve_to(part: object, shortest: str, usual: str) -> None:
    assert least_size([part]) == length([shortest])
    assert estimated_size([part]) == length([usual])


def test_an_empty_document_has_a_size_too() -> None:
    assert length({"Version": "2012-10-17", "Statement": []}) == EMPTY_DOCUMENT


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("known", 5),
        (symbol("AWS::AccountId"), 12),
        (symbol("AWS::Partition"), len("aws")),
        (symbol("AWS::Region"), len("us-east-1")),
        (symbol("AWS::URLSuffix"), len("amazonaws.com")),
        (f"a{symbol('Bucket')}b{symbol('Other.Arn')}c", 3),
    ],
)
def test_symbols_stand_for_the_shortest_text_that_they_can_be(text: str, least: int) -> None:
    assert len(least_text(text)) == least


def test_white_space_of_a_document_does_not_count() -> None:
    document = {"Sid": "a b", "Action": [symbol("X"), "s3:*"]}
    assert least_document_size(document) == len('{"Sid":"ab","Action":["","s3:*"]}')
    assert least_document_size(json.dumps(document, indent=4, ensure_ascii=False)) == least_document_size(document)


@given(JSON)
def test_a_document_that_is_resolved_is_no_longer_than_it_is_written(document: object) -> None:
    assert least_document_size(document) <= length(document)
