"""Text with symbols in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.account.cloudformation.text import (
    Fault,
    chosen,
    digest,
    select,
    show,
    split,
    text_of,
    unknown,
    with_dynamic_references,
)
from iam_stacks.policy.symbol import is_symbol, read_symbols, show_symbols, symbol

NAMES = st.from_regex(r"[A-Za-z0-9/._-]+", fullmatch=True)


@given(st.text())
def test_any_name_has_a_symbol_that_people_can_write(name: str) -> None:
    found = unknown(name)
    assert is_symbol(found)
    assert read_symbols(show_symbols(found)) == found


@given(NAMES.filter(lambda name: name.strip("-")))
def test_a_name_that_is_fit_for_a_symbol_stays_as_it_is(name: str) -> None:
    assert unknown(name) == symbol(name.strip("-"))


def test_a_function_of_the_same_has_the_same_symbol_and_of_others_another() -> None:
    assert chosen("Fn::Cidr", [1, 2]) == chosen("Fn::Cidr", [1, 2])
    assert len({chosen("Fn::Cidr", [1]), chosen("Fn::Cidr", [2]), chosen("Fn::GetAZs", [1])}) == 3
    assert show_symbols(chosen("Fn::Cidr", [1])).startswith("${Cidr.")
    assert len(digest("x")) == 8


@pytest.mark.parametrize(("value", "text"), [("a", "a"), (1, "1"), (1.5, "1.5"), (True, "true"), (False, "false")])
def test_values_are_text_as_cloudformation_writes_it(value: object, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize("value", [None, [], {}])
def test_lists_objects_and_nothing_are_no_text(value: object) -> None:
    with pytest.raises(Fault, match="is not text"):
        text_of(value)


def test_a_message_shows_values_shortened_and_with_symbols_as_people_write_them() -> None:
    assert show({"a": symbol("B")}) == '{"a": "${B}"}'
    assert len(show("x" * 100)) == 60


def test_a_dynamic_reference_is_known_at_deployment_only() -> None:
    assert show_symbols(with_dynamic_references("a-{{resolve:ssm:/p/q:1}}-b")) == "a-${resolve.ssm-/p/q-1}-b"
    assert with_dynamic_references("{{x}}") == "{{x}}"


@given(st.sampled_from(":/.-"), st.lists(st.text("abc") | NAMES.map(symbol), min_size=1))
def test_pieces_are_those_that_were_joined(delimiter: str, pieces: list[str]) -> None:
    text = delimiter.join(pieces)
    assert split(delimiter, text) == (text if is_symbol(text) else pieces)


def test_text_without_a_delimiter_is_not_divided() -> None:
    assert split("", "abc") == "abc"


def test_one_value_of_a_list_is_selected() -> None:
    assert select(1, ["a", "b"], None) == "b"


@pytest.mark.parametrize("values", [symbol("List"), ["a", symbol("B")]])
def test_a_value_of_a_list_of_unknown_length_is_a_symbol(values: object) -> None:
    assert show_symbols(select(5, values, [5])).startswith("${Select.")


@pytest.mark.parametrize(("index", "values"), [(2, ["a"]), (0, "text"), (0, None)])
def test_a_value_that_is_not_there_cannot_be_selected(index: int, values: object) -> None:
    with pytest.raises(Fault, match="has no value"):
        select(index, values, None)
