import pytest

from iam_stacks.policy.symbol import has_symbol, is_symbol, read_symbols, show_symbols, symbol
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
