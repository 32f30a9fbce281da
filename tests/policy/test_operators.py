"""Names of operators, and what the decision tables leave open."""

from typing import Any

import pytest

from iam_stacks.policy.operators import close_operator, find_operator

NAMES = [
    *(f"String{end}" for end in ("Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike")),
    *(f"{kind}{order}" for kind in ("Numeric", "Date") for order in ("Equals", "NotEquals", "LessThan")),
    *(f"{kind}{order}" for kind in ("Numeric", "Date") for order in ("LessThanEquals", "GreaterThan")),
    *(f"{kind}GreaterThanEquals" for kind in ("Numeric", "Date")),
    *("Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"),
]


@pytest.mark.parametrize("name", NAMES)
def test_every_operator_goes_with_if_exists_and_with_both_set_operators(name: str) -> None:
    plain = find_operator(name)
    assert plain is not None
    assert (plain.quantifier, plain.if_exists, plain.negated) == ("", False, "Not" in name)
    for quantifier in ("ForAllValues", "ForAnyValue"):
        found = find_operator(f"{quantifier}:{name}IfExists")
        assert found is not None
        assert (found.quantifier, found.if_exists, found.family) == (quantifier, True, plain.family)


def test_null_goes_with_neither() -> None:
    assert find_operator("Null") is not None
    assert [find_operator(name) for name in ("NullIfExists", "ForAnyValue:Null", "ForAllValues:Null")] == [None] * 3


@pytest.mark.parametrize(
    "name",
    ["", "IfExists", "stringequals", "StringEquals ", "ForEach:Bool", "ForAnyValue:", "BoolIfExistsIfExists", "Bool2"],
)
def test_there_are_no_other_operators(name: str) -> None:
    assert find_operator(name) is None


ASKED: list[tuple[str, list[str], str, bool]] = [
    ("BinaryEquals", ["YQ=="], "YQ==", True),
    ("BinaryEquals", ["not base64!"], "not base64!", False),
    ("BinaryEquals", ["YQ==", "é"], "é", False),
    ("BinaryEquals", ["Y!Q=="], "YQ==", False),
    ("NumericEquals", ["1e2"], "100", True),
    ("NumericEquals", ["x"], "x", False),
    ("NumericLessThan", ["x", "5"], "4", True),
    ("DateEquals", ["x"], "x", False),
    ("IpAddress", ["x", "10.0.0.0/8"], "10.0.0.1", True),
    ("IpAddress", ["10.0.0.0/8"], "x", False),
    ("IpAddress", ["::/0"], "10.0.0.1", False),
    ("ArnEquals", ["arn:aws:s3"], "arn:aws:s3", False),
    ("ArnEquals", ["arn:aws:s3"], "arn:aws:s3:::b", False),
    ("ArnEquals", ["arn:aws:s3:::a"], "arn:aws:s3", False),
    ("StringEquals", [], "", False),
]


@pytest.mark.parametrize(("name", "values", "given", "expected"), ASKED)
def test_a_value_that_cannot_be_compared_matches_nothing(
    name: str, values: list[str], given: str, expected: bool
) -> None:
    operator: Any = find_operator(name)
    assert operator.compile(values)(given) is expected


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("StringEqual", "StringEquals"),
        ("stringlike", "StringLike"),
        ("BoolIfexists", "BoolIfExists"),
        ("ForAnyValues:StringEqualsIfExists", "ForAnyValue:StringEqualsIfExists"),
        ("ForEveryone:StringLikes", "StringLike"),
        ("NullIfExists", "Null"),
        ("ForAllValues:Null", "Null"),
        ("Contains", ""),
    ],
)
def test_the_operator_that_may_be_meant_is_proposed(given: str, meant: str) -> None:
    assert close_operator(given) == meant
