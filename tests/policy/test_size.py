import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.policy.size import EMPTY_DOCUMENT, estimated_size, least_size

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
