import pytest

from iam_stacks.policy.symbol import (
    has_symbol,
    is_symbol,
    read_symbols,
    show_symbols,
    symbol,
    symbols_in,
    without_symbols,
)
from iam_stacks.policy.wildcard import matcher, pattern_of


@pytest.mark.parametrize("name", ["Bucket", "Bucket.Arn", "AWS::AccountId", "Parent/Child"])
def test_a_symbol_is_shown_as_people_write_it_and_read_again(name: str) -> None:
    assert show_symbols(f"arn:{symbol(name)}/x") == f"arn:${{{name}}}/x"
    assert read_symbols(f"arn:${{{name}}}/x") == f"arn:{symbol(name)}/x"


def test_a_policy_variable_is_no_symbol() -> None:
    assert read_symbols("${aws:username}") == "${aws:username}"


def test_a_symbol_is_equal_to_itself_and_to_nothing_else() -> None:
    assert symbol("A") == symbol("A")
    assert symbol("A") not in (symbol("B"), "A", "${A}")


def test_a_symbol_has_no_colon_wildcard_or_variable() -> None:
    assert not set("*?:$") & set(symbol("AWS::AccountId"))
    assert matcher(pattern_of("a*"))(f"a{symbol('X')}")


def test_text_is_a_symbol_or_has_one() -> None:
    assert is_symbol(symbol("A"))
    assert not is_symbol(symbol("A") + "x")
    assert not is_symbol(symbol("A") * 2)
    assert has_symbol("x" + symbol("A"))
    assert not has_symbol("x")


def test_what_is_known_of_text_is_what_is_beside_its_symbols() -> None:
    assert without_symbols(f"a{symbol('A')}b{symbol('AWS::Region')}c") == "abc"


def test_the_symbols_in_text_are_named_in_their_order() -> None:
    assert symbols_in(f"{symbol('B.Arn')}/a/{symbol('AWS::Region')}") == ("B.Arn", "AWS::Region")
    assert symbols_in("${B.Arn}") == ()
