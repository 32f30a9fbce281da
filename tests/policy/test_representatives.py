from typing import Any

import pytest

from iam_stacks.policy import representatives as module
from iam_stacks.policy.condition import compile_clause
from iam_stacks.policy.operators import find_operator
from iam_stacks.policy.question import Question
from iam_stacks.policy.representatives import ABSENT, representatives
from iam_stacks.policy.request import Request
from iam_stacks.policy.resource import compile_resources
from iam_stacks.policy.samples import samples
from iam_stacks.policy.statement import Clause
from iam_stacks.policy.witness import OTHER, TooLargeError, condition_witnesses
from tests.policy.strategies import USER

REQUEST = Request(principal=USER, action="s3:GetObject", resource="arn:aws:s3:::data/ab", unknown="*")


def asked(operator: str, key: str, *values: str) -> Question:
    condition = compile_clause(Clause(operator, key, values), variables=True)
    keys = tuple((low, name) for low, name in condition.keys if low not in REQUEST.keys)
    return Question(condition, keys, condition.holds)


def about(*patterns: str) -> Question:
    resources = compile_resources(patterns, negated=False, variables=True)
    return Question(resources, resources.keys, lambda context: resources.match(REQUEST.resource, context))


def values(*questions: Question, key: str = "k:a", others: tuple[str, ...] = ()) -> list[Any]:
    return representatives([key, *others], questions, REQUEST)[key]


def test_absence_comes_first_then_a_value_for_every_answer() -> None:
    found = values(asked("StringEquals", "k:a", "x"))
    assert found[0] is ABSENT
    assert found[1:] == ["", "x"]


def test_presence_alone_needs_one_value() -> None:
    assert values(asked("Null", "k:a", "true")) == [ABSENT, OTHER]


@pytest.mark.parametrize(
    ("operator", "given", "expected"),
    [
        ("NumericLessThan", ["5"], {"5", OTHER, "-1e+0", "1.1e+1"}),
        ("NumericLessThan", ["x"], {OTHER}),
        ("NumericEquals", ["1", "2"], {"1", "2", "1.5e+0", "-1e+0", "5e+0", OTHER}),
        ("DateEquals", ["1970"], {"-0.000000001", "0.000000000", "0.000000001", OTHER}),
        ("IpAddress", ["128.0.0.0/1"], {"0.0.0.0", "128.0.0.0", OTHER}),
        ("IpAddress", ["::/1"], {"0.0.0.0", "::", "8000::", OTHER}),
        ("BinaryEquals", ["YQ=="], {"YQ==", "7oCg", OTHER}),
        ("Bool", ["yes"], {"", "YES", "yes", OTHER}),
        ("ArnLike", ["no arn"], {"", OTHER}),
    ],
)
def test_values_stand_for_what_an_operator_can_tell_apart(operator: str, given: list[str], expected: set[str]) -> None:
    found: Any = find_operator(operator)
    assert samples((found, text) for text in given) == expected | (samples(()) if "x" in given else set())


@pytest.mark.parametrize("operator", ["Bool", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"])
def test_operators_that_ignore_case_are_looked_at_together_with_others(operator: str) -> None:
    found = values(asked(operator, "k:a", "true"), asked("StringLike", "k:a", "tR*"))
    assert [text for text in found if text and text.lower() == "true" and text.startswith("tR")]


def test_numbers_are_told_apart_however_large_they_are() -> None:
    for limit in ("1e999", "9" * 40, f"-{'9' * 40}", "1." + "0" * 79 + "1"):
        below: Any = find_operator("NumericLessThan")
        above: Any = find_operator("NumericGreaterThan")
        texts = samples([(below, limit)])
        assert any(below.compile([limit])(text) for text in texts)
        assert any(above.compile([limit])(text) for text in texts)


def test_a_key_that_is_compared_in_two_ways_is_too_much() -> None:
    with pytest.raises(TooLargeError):
        values(asked("StringLike", "k:a", "1*"), asked("NumericEquals", "k:a", "1"))


def test_too_many_texts_are_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iam_stacks.policy.witness._MOST_STATES", 2)
    condition_witnesses.cache_clear()
    with pytest.raises(TooLargeError):
        values(asked("StringLike", "k:a", "never*seen*"))
    condition_witnesses.cache_clear()


def test_a_variable_takes_what_makes_the_resource_match() -> None:
    assert "ab" in values(about("arn:aws:s3:::data/${k:a}"))


def test_a_variable_takes_what_makes_a_known_key_match() -> None:
    assert "alice" in values(asked("StringEquals", "aws:username", "${k:a}"))


def test_a_key_takes_what_other_keys_make_of_its_values() -> None:
    questions = asked("StringEquals", "k:a", "${k:b}-${k:c, 'd'}"), asked("StringEquals", "k:b", "x")
    found = values(*questions, others=("k:b", "k:c"))
    assert "x-d" in found
    assert f"x-{OTHER}" in found


def test_a_variable_takes_what_another_unknown_key_may_be() -> None:
    questions = asked("StringEquals", "k:b", "${k:a}", "x")
    assert "x" in values(questions, others=("k:b",))


def test_of_the_many_texts_that_a_variable_may_take_those_are_kept_that_can_be_told_apart() -> None:
    resource, like = about("arn:aws:s3:::*${k:a}"), asked("StringLike", "k:a", "a*")
    found = [text for text in values(resource, like) if text is not ABSENT]
    assert sorted((resource.holds({"k:a": text}), like.holds({"k:a": text})) for text in found) == [
        (False, False),
        (False, True),
        (True, False),
        (True, True),
    ]


def test_several_values_are_tried_together_where_there_is_a_set_operator() -> None:
    many = asked("ForAnyValue:StringEquals", "k:a", "x"), asked("ForAnyValue:StringEquals", "k:a", "y")
    assert any(set(value) == {"x", "y"} for value in values(*many) if isinstance(value, tuple))
    assert [value for value in values(asked("StringEquals", "k:a", "x", "y")) if isinstance(value, tuple)] == [ABSENT]


def test_too_many_lists_and_too_many_combinations_are_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    with pytest.raises(TooLargeError):
        values(*(asked("ForAnyValue:StringEquals", "k:a", each) for each in "xyz"))
    with pytest.raises(TooLargeError):
        values(asked("StringEquals", "k:a", "${k:b}"), asked("StringEquals", "k:b", "x"), others=("k:b",))
