"""Conditions in three values."""

from collections.abc import Callable
from typing import Any

import pytest

Resolve = Callable[..., tuple[Any, list[str]]]

TRUE = {"Fn::Equals": ["a", "a"]}
FALSE = {"Fn::Equals": ["a", "b"]}
UNKNOWN = {"Fn::Equals": [{"Ref": "P"}, "b"]}


def decide(resolve: Resolve, condition: Any) -> tuple[str, list[str]]:
    sections = {"Conditions": {"C": condition, "Named": TRUE}, "Parameters": {"P": {"Type": "String"}}}
    return resolve({"Fn::If": ["C", "yes", "no"]}, **sections)


@pytest.mark.parametrize(
    "condition",
    [
        TRUE,
        {"Condition": "Named"},
        {"Fn::Equals": [{"Ref": "P"}, {"Ref": "P"}]},
        {"Fn::Equals": [["a"], ["a"]]},
        {"Fn::Equals": [1, "1"]},
        {"Fn::Not": [FALSE]},
        {"Fn::And": [TRUE, TRUE]},
        {"Fn::Or": [UNKNOWN, TRUE]},
    ],
)
def test_what_is_true(resolve: Resolve, condition: Any) -> None:
    assert decide(resolve, condition) == ("yes", [])


@pytest.mark.parametrize(
    "condition",
    [
        FALSE,
        {"Fn::Equals": [{"a": 1}, ["a"]]},
        {"Fn::Not": [TRUE]},
        {"Fn::And": [UNKNOWN, FALSE]},
        {"Fn::Or": [FALSE, FALSE]},
    ],
)
def test_what_is_false(resolve: Resolve, condition: Any) -> None:
    assert decide(resolve, condition) == ("no", [])


@pytest.mark.parametrize(
    "condition",
    [
        UNKNOWN,
        {"Fn::Not": [UNKNOWN]},
        {"Fn::And": [TRUE, UNKNOWN]},
        {"Fn::Or": [FALSE, UNKNOWN]},
        {"Fn::Equals": [{"Fn::Sub": "x${P}"}, "b"]},
    ],
)
def test_what_cannot_be_decided(resolve: Resolve, condition: Any) -> None:
    assert decide(resolve, condition) == ("yes", [": the condition C cannot be decided"])


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ("C", '"C" is not a condition'),
        ({}, "{} is not a condition"),
        ({"Fn::Not": TRUE}, "is not a condition"),
        ({"Fn::Equals": ["a"]}, '{"Fn::Equals": ["a"]} is not a condition'),
        ({"Fn::Other": []}, '{"Fn::Other": []} is not a condition'),
        ({"Condition": "X"}, "there is no condition X"),
        ({"Condition": "C"}, "it refers to itself"),
    ],
)
def test_what_is_no_condition_is_reported(resolve: Resolve, condition: Any, problem: str) -> None:
    assert decide(resolve, condition)[1][0].endswith(problem)


def test_a_value_in_a_condition_that_cannot_be_resolved_is_reported(resolve: Resolve) -> None:
    assert decide(resolve, {"Fn::Equals": [{"Ref": "X"}, "b"]})[1] == [
        "Conditions: there is no parameter and no resource X",
        ": the condition C cannot be decided",
    ]
