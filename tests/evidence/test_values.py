"""Values of properties."""

from typing import Any

import pytest

from iam_stacks.evidence.values import flag, from_json, is_text, number, objects
from iam_stacks.policy.symbol import symbol


@pytest.mark.parametrize(
    ("value", "expected"),
    [(True, True), ("true", True), ("False", False), (symbol("P"), None), (None, None), (1, None)],
)
def test_a_boolean_may_be_text(value: Any, expected: bool | None) -> None:
    assert flag(value) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1, 1), ("90", 90), ("0.5", 0.5), (symbol("P"), None), ([], None), ("inf", None), ("nan", None)],
)
def test_a_number_may_be_text(value: Any, expected: float | None) -> None:
    assert number(value) == expected


def test_text_is_compared_if_it_is_known() -> None:
    assert [is_text(each, "Sum") for each in ("Sum", "Average", None, symbol("P"))] == [True, False, False, None]


def test_objects_are_those_of_a_list() -> None:
    assert objects([{"a": 1}, "b", {}]) == [{"a": 1}, {}]
    assert objects("text") == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [({"a": 1}, {"a": 1}), ('{"a": 1}', {"a": 1}), ("{", {}), ("[]", {}), (None, {}), (symbol("P"), {})],
)
def test_an_object_may_be_json_text(value: Any, expected: Any) -> None:
    assert from_json(value) == expected
