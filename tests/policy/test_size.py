import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.policy.size import EMPTY_DOCUMENT, estimated_size, least_size

TEXTS = st.text(st.characters(codec="ascii", exclude_characters=" "), max_size=10)
JSON = st.recursive(
    st.one_of(TEXTS, st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS.map("k".__add__), inner, max_size=4)),
    max_leaves=20,
)


@given(JSON)
def test_a_document_without_references_is_never_longer_than_estimated(document: object) -> None:
    assert len(json.dumps(document, separators=(",", ":"))) <= estimated_size(document)


@pytest.mark.parametrize(
    ("reference", "longest"),
    [
        ({"Ref": "AWS::AccountId"}, "123456789012"),
        ({"Ref": "AWS::Partition"}, "aws-us-gov"),
        ({"Ref": "AWS::Region"}, "ap-southeast-2"),
        ({"Fn::GetAtt": ["Bucket", "Arn"]}, "arn:aws-us-gov:s3:::" + "b" * 63),
        ({"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":s3:::b/*"]]}, "arn:aws-us-gov:s3:::b/*"),
    ],
)
def test_a_reference_counts_as_what_it_may_resolve_to(reference: object, longest: str) -> None:
    assert len(json.dumps(longest)) <= estimated_size(reference) <= len(longest) + 100


def test_the_least_size_counts_no_white_space_and_the_shortest_of_what_is_not_known() -> None:
    document = {"Resource": ["arn:${AWS::Partition}:iam::${AWS::AccountId}:user/${aws:username}"]}
    assert least_size(document) == len('{"Resource":["arn:aws:iam::123456789012:user/${aws:username}"]}')


def test_an_empty_document_has_a_size_too() -> None:
    assert len(json.dumps({"Version": "2012-10-17", "Statement": []}, separators=(",", ":"))) == EMPTY_DOCUMENT
