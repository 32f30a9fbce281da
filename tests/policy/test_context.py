from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Any

import pytest

from iam_stacks.policy import PolicyError
from iam_stacks.policy.context import context_of

NOON = datetime(2026, 6, 1, 12)
VALUES: list[tuple[Any, Any]] = [
    ("text", "text"),
    ("", ""),
    (True, "true"),
    (False, "false"),
    (5, "5"),
    (5.5, "5.5"),
    (NOON, "2026-06-01T12:00:00Z"),
    (NOON.replace(tzinfo=timezone(timedelta(hours=2))), "2026-06-01T10:00:00Z"),
    (NOON.replace(microsecond=500), "2026-06-01T12:00:00.000500Z"),
    (["a", True, 1], ("a", "true", "1")),
    (("a",), ("a",)),
    ([], ()),
]


@pytest.mark.parametrize(("given", "expected"), VALUES)
def test_a_value_becomes_text_as_aws_writes_it(given: Any, expected: Any) -> None:
    assert context_of({"k": given}) == {"k": expected}


def test_keys_are_in_lower_case() -> None:
    assert context_of({"aws:SourceIp": "10.0.0.1"}) == {"aws:sourceip": "10.0.0.1"}


def refusal(given: Any) -> str:
    with pytest.raises(PolicyError) as caught:
        context_of(given)
    return str(caught.value)


def test_a_context_is_a_mapping() -> None:
    assert refusal([("k", "v")]) == "context is no mapping; give condition keys with their values"


@pytest.mark.parametrize("key", [5, None, b"aws:SourceIp"])
def test_a_key_is_text(key: Any) -> None:
    assert refusal({key: "v"}) == "context has a key that is no text; give condition keys such as aws:SourceIp"


@pytest.mark.parametrize("value", [None, {}, b"v", ["a", None], [["a"]], object()])
def test_a_value_is_text_a_number_a_boolean_a_date_or_a_list_of_these(value: Any) -> None:
    assert refusal({"aws:SourceIp": value}) == (
        "context has no usable value for aws:SourceIp; give text, a number, true, false, a date, or a list"
    )


@pytest.mark.parametrize(
    "value", [10**5000, datetime.max.replace(tzinfo=timezone(timedelta(hours=-1)))], ids=["long", "late"]
)
def test_a_value_can_be_written(value: Any) -> None:
    assert refusal({"k:n": value}).startswith("context has no usable value for k:n: ")


def test_a_member_of_an_enumeration_of_texts_is_its_text() -> None:
    class Team(str, Enum):
        BLUE = "blue"

    assert context_of({"k:team": Team.BLUE}) == {"k:team": "blue"}


def test_a_key_that_is_given_twice_is_refused() -> None:
    with pytest.raises(PolicyError, match="context has a key twice: upper and lower case are the same"):
        context_of({"aws:SourceIp": "10.0.0.1", "AWS:sourceip": "10.0.0.2"})
