"""What a value refers to is found, however deep it is."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from iam_stacks.checks.rules.credentials.references import references

SECRETS: list[Any] = [
    {"Fn::GetAtt": ["K", "SecretAccessKey"]},
    {"Fn::GetAtt": "K.SecretAccessKey"},
    {"Fn::Sub": "a${K.SecretAccessKey}"},
    {"Fn::Sub": ["${Z}", {"Z": {"Fn::GetAtt": ["K", "SecretAccessKey"]}}]},
]
OTHERS: list[Any] = ["text", 7, None, {"Ref": "AWS::Region"}, {"Fn::Sub": "${!K.SecretAccessKey}"}]


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return functions and lists around something."""
    return st.one_of(
        inner.map(lambda value: {"Fn::Base64": value}),
        inner.map(lambda value: {"Fn::Sub": ["${A}", {"A": value}]}),
        st.lists(st.one_of(inner, st.sampled_from(OTHERS)), max_size=3).map(lambda items: {"Fn::Join": ["", items]}),
        inner.map(lambda value: {"Fn::If": ["C", "text", value]}),
    )


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.sampled_from([*SECRETS, *OTHERS]), nested, max_leaves=6))
def test_a_reference_is_found_exactly_if_it_is_there(value: Any) -> None:
    there = any(repr(secret) in repr(value) for secret in SECRETS)
    assert ("K.SecretAccessKey" in set(references(value))) == there
