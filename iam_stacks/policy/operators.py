"""Condition operators: what each asks of one value of the request.

Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
"""

from __future__ import annotations

import operator
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from iam_stacks.policy.comparable import instant, network, number
from iam_stacks.policy.wildcard import Matcher, any_matches, matcher

Compile = Callable[[Sequence[str]], Matcher]
"""Makes of a condition's values the function that tells whether one value of the request matches any of them."""

_ARN_PARTS = 6
_NAME = re.compile(r"(?:(?P<quantifier>ForAllValues|ForAnyValue):)?(?P<operator>[A-Za-z]+?)(?P<if_exists>IfExists)?")


@dataclass(frozen=True)
class Operator:
    """A condition operator, with its set operator and IfExists.

    Attributes:
        family: `String`, `Numeric`, `Date`, `Bool`, `Binary`, `IpAddress`, `Arn` or `Null`.
        compile: what it asks of one value of the request.
        negated: whether it asks for the opposite.
        wildcards: whether `*` and `?` are wildcards in its values.
        ignores_case: whether upper and lower case are the same.
        variables: whether its values may have policy variables.
        quantifier: `ForAllValues`, `ForAnyValue` or an empty text.
        if_exists: whether it holds when the request has no such key.
    """

    family: str
    compile: Compile
    negated: bool = False
    wildcards: bool = False
    ignores_case: bool = False
    variables: bool = False
    quantifier: str = ""
    if_exists: bool = False


@lru_cache(maxsize=256)
def find_operator(text: str) -> Operator | None:
    """Return the operator of that name; None if there is none. IfExists and set operators go with all but Null."""
    name = _NAME.fullmatch(text)
    plain = _OPERATORS.get(name["operator"]) if name else None
    if name is None or plain is None or (plain.family == "Null" and name["operator"] != text):
        return None
    return replace(plain, quantifier=name["quantifier"] or "", if_exists=name["if_exists"] is not None)


def close_operator(text: str) -> str:
    """Return the operator whose name is nearly the same, with its set operator and IfExists; for messages."""
    quantifier, colon, rest = text.rpartition(":")
    folded = {name.lower(): name for name in _OPERATORS}
    found = get_close_matches(rest.lower().removesuffix("ifexists"), folded, 1)
    named = folded[found[0]] if found else ""
    if named in ("", "Null"):
        return named
    sets = get_close_matches(quantifier, ("ForAllValues", "ForAnyValue"), 1) if colon else []
    return ":".join([*sets, named]) + ("IfExists" if rest.lower().endswith("ifexists") else "")


def _equals(values: Sequence[str]) -> Matcher:
    return frozenset(values).__contains__


def _equals_ignoring_case(values: Sequence[str]) -> Matcher:
    folded = frozenset(value.lower() for value in values)
    return lambda given: given.lower() in folded


def _like(values: Sequence[str]) -> Matcher:
    return any_matches([matcher(value) for value in values])


def _arn_like(values: Sequence[str]) -> Matcher:
    """Match ARNs part by part: a wildcard never reaches over one of the first five colons."""
    patterns = [[matcher(part) for part in value.split(":", _ARN_PARTS - 1)] for value in values]

    def matches(given: str) -> bool:
        parts = given.split(":", _ARN_PARTS - 1)
        return len(parts) == _ARN_PARTS and any(
            len(pattern) == _ARN_PARTS and all(part(text) for part, text in zip(pattern, parts, strict=True))
            for pattern in patterns
        )

    return matches


def _comparison(read: Callable[[str], Any], compare: Callable[[Any, Any], bool]) -> Compile:
    """Compare what can be read: a value that is no number, or no date, matches nothing."""

    def compile_values(values: Sequence[str]) -> Matcher:
        wanted = [value for value in map(read, values) if value is not None]

        def matches(given: str) -> bool:
            value = read(given)
            if value is not None:
                for each in wanted:
                    if compare(value, each):
                        return True
            return False

        return matches

    return compile_values


def _binary(values: Sequence[str]) -> Matcher:
    wanted = {_bytes(value) for value in values} - {None}
    return lambda given: _bytes(given) in wanted


def _bytes(text: str) -> bytes | None:
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError):
        return None


def _in_network(values: Sequence[str]) -> Matcher:
    networks = [each for each in map(network, values) if each is not None]

    def matches(given: str) -> bool:
        asked = network(given)
        if asked is not None:
            for version, first, last in networks:
                if version == asked[0] and first <= asked[1] and asked[2] <= last:
                    return True
        return False

    return matches


_ORDERS = {
    "Equals": operator.eq,
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}

_OPERATORS: dict[str, Operator] = {
    "StringEquals": Operator("String", _equals, variables=True),
    "StringNotEquals": Operator("String", _equals, variables=True, negated=True),
    "StringEqualsIgnoreCase": Operator("String", _equals_ignoring_case, ignores_case=True, variables=True),
    "StringNotEqualsIgnoreCase": Operator(
        "String", _equals_ignoring_case, ignores_case=True, variables=True, negated=True
    ),
    "StringLike": Operator("String", _like, variables=True, wildcards=True),
    "StringNotLike": Operator("String", _like, variables=True, wildcards=True, negated=True),
    "Bool": Operator("Bool", _equals_ignoring_case, ignores_case=True, variables=True),
    "BinaryEquals": Operator("Binary", _binary),
    "IpAddress": Operator("IpAddress", _in_network),
    "NotIpAddress": Operator("IpAddress", _in_network, negated=True),
    "Null": Operator("Null", _equals_ignoring_case),
}
for _name, _order in _ORDERS.items():
    _OPERATORS[f"Numeric{_name}"] = Operator("Numeric", _comparison(number, _order))
    _OPERATORS[f"Date{_name}"] = Operator("Date", _comparison(instant, _order))
_OPERATORS["NumericNotEquals"] = Operator("Numeric", _comparison(number, operator.eq), negated=True)
_OPERATORS["DateNotEquals"] = Operator("Date", _comparison(instant, operator.eq), negated=True)
for _name in ("Equals", "Like"):
    _OPERATORS[f"Arn{_name}"] = Operator("Arn", _arn_like, variables=True, wildcards=True)
    _OPERATORS[f"ArnNot{_name}"] = Operator("Arn", _arn_like, variables=True, wildcards=True, negated=True)
