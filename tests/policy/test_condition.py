import pytest

from iam_stacks.policy.condition import compile_clause
from iam_stacks.policy.statement import Clause
from iam_stacks.policy.variables import Context


def holds(operator: str, values: tuple[str, ...], context: Context, *, variables: bool = True) -> bool:
    return compile_clause(Clause(operator, "K:key", values), variables=variables).holds(context)


def test_a_condition_knows_the_keys_that_it_reads() -> None:
    condition = compile_clause(Clause("StringLike", "K:key", ("${aws:Username}", "x", "${k:b, 'y'}")), variables=True)
    assert condition.keys == (("k:key", "K:key"), ("aws:username", "aws:Username"), ("k:b", "k:b"))


def test_an_operator_without_variables_takes_them_as_text() -> None:
    condition = compile_clause(Clause("NumericEquals", "k:key", ("${k:n}",)), variables=True)
    assert condition.keys == (("k:key", "k:key"),)


def test_an_operator_that_does_not_exist_is_a_fault_of_ours() -> None:
    with pytest.raises(AssertionError, match="Nonsense"):
        compile_clause(Clause("Nonsense", "k:key", ()), variables=True)


def test_without_a_set_operator_one_of_several_values_is_enough() -> None:
    # a plain operator on a multivalued key: IAM User Guide, "Multivalued context keys", advises against it
    assert holds("StringEquals", ("b",), {"k:key": ("a", "b")})
    assert not holds("StringEquals", ("c",), {"k:key": ("a", "b")})
    assert not holds("StringNotEquals", ("b",), {"k:key": ("a", "b")})


def test_a_value_whose_variable_has_none_is_equal_to_nothing() -> None:
    assert not holds("StringEquals", ("${k:none}",), {"k:key": ""})
    assert holds("StringNotEquals", ("${k:none}",), {"k:key": "a"})
    assert holds("StringEquals", ("${k:none}", "a"), {"k:key": "a"})
    assert holds("StringEquals", ("${k:none}",), {"k:key": "${k:none}"}, variables=False)


def test_of_several_values_set_operators_ask_each() -> None:
    for many, expected in ((("a",), True), (("a", "b"), False), ((), True)):
        context: Context = {"k:key": many} if many else {}
        assert holds("ForAllValues:StringEquals", ("a",), context) is expected
        assert holds("ForAnyValue:StringEquals", ("a",), context) is bool(many)


def test_an_empty_text_is_no_value_to_a_set_operator() -> None:
    assert holds("ForAllValues:StringEquals", ("a",), {"k:key": ""})
    assert not holds("ForAnyValue:StringEquals", ("",), {"k:key": ""})
    assert not holds("ForAnyValue:StringEqualsIfExists", ("a",), {"k:key": ""})
    assert holds("ForAnyValue:StringEqualsIfExists", ("a",), {})


def test_null_asks_whether_the_key_is_there() -> None:
    for values, absent, present in (
        (("true",), True, False),
        (("False",), False, True),
        (("true", "false"), True, True),
        (("x",), False, False),
    ):
        assert holds("Null", values, {}) is absent
        assert holds("Null", values, {"k:key": ""}) is present
