from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.monitoring.event_pattern import matches


@pytest.mark.parametrize(
    ("pattern", "event", "does"),
    [
        ({"a": ["x", "y"]}, {"a": "y", "b": 1}, True),
        ({"a": ["x"]}, {"a": "xy"}, False),
        ({"a": ["1"]}, {"a": 1}, False),
        ({"a": [None]}, {}, False),
        ({"a": [None]}, {"a": None}, True),
        ({"a": ["x"], "b": ["y"]}, {"a": "x"}, False),
        ({"a": {"b": ["x"]}}, {"a": {"b": "x"}}, True),
        ({"a": {"b": ["x"]}}, {"a": None}, False),
        ({"a": ["x"]}, {"a": ["w", "x"]}, True),
        ({"a": [{"exists": False}]}, {"a": None}, False),
        ({"a": [{"exists": False}]}, {"b": 1}, True),
        ({"a": [{"exists": True}]}, {"a": "x"}, True),
        ({"a": [{"exists": True}]}, {"a": {"b": 1}}, False),
        ({"a": {"b": [{"exists": False}]}}, {"a": None}, True),
        ({"a": [{"prefix": "aws."}]}, {"a": "aws.iam"}, True),
        ({"a": [{"prefix": "aws."}]}, {"a": "my.aws."}, False),
        ({"a": [{"suffix": "/x"}]}, {"a": "role/x"}, True),
        ({"a": [{"suffix": "/x"}]}, {"a": None}, False),
        ({"a": [{"wildcard": "*:r/x/*"}]}, {"a": "arn:r/x/s"}, True),
        ({"a": [{"wildcard": "*:r/x/*"}]}, {"a": "arn:r/xx/s"}, False),
        ({"$or": [{"a": ["x"]}, {"b": ["y"]}], "c": ["z"]}, {"b": "y", "c": "z"}, True),
        ({"$or": [{"a": ["x"]}, {"b": ["y"]}], "c": ["z"]}, {"b": "y"}, False),
    ],
)
def test_a_pattern_matches_as_eventbridge_documents(pattern: dict[str, Any], event: dict[str, Any], does: bool) -> None:
    assert matches(pattern, event) is does


@given(st.text(), st.text(), st.text())
def test_a_star_stands_for_any_text(before: str, between: str, after: str) -> None:
    literal = before.replace("*", "") + "*" + after.replace("*", "")
    assert matches({"a": [{"wildcard": literal}]}, {"a": literal.replace("*", between)})
