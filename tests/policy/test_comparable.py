from decimal import Decimal
from typing import Any

import pytest

from iam_stacks.policy.comparable import instant, network, number

NUMBERS: list[tuple[str, Any]] = [
    ("5", 5),
    ("005", 5),
    ("-5", -5),
    ("+5.50", Decimal("5.5")),
    (".5", Decimal("0.5")),
    ("5.", 5),
    ("1e3", 1000),
    ("1E-3", Decimal("0.001")),
    ("9" * 19, 9999999999999999999),
    ("9" * 40, int("9" * 40)),
    ("9" * 41, None),
    ("٣", None),
    ("²", None),
    ("", None),
    (".", None),
    ("1_000", None),
    ("0x10", None),
    ("inf", None),
    ("nan", None),
    (" 5", None),
    ("5\n", None),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_a_number_is_an_integer_or_a_decimal(text: str, expected: Any) -> None:
    assert number(text) == expected


DATES: list[tuple[str, Any]] = [
    ("1970", 0),
    ("1970-01", 0),
    ("1970-01-02", 86400),
    ("1970-01-01T01:00", 3600),
    ("1970-01-01T00:01:00Z", 60),
    ("1970-01-01T00:00:01.25Z", Decimal("1.25")),
    ("1970-01-01T01:30:00+01:30", 0),
    ("1970-01-01T00:00:00-0100", 3600),
    ("1969-12-31T23:59:59Z", -1),
    ("0", 0),
    ("100000", 100000),
    ("-1.5", Decimal("-1.5")),
    ("2026", 1767225600),
    ("2026-13", None),
    ("2026-02-30", None),
    ("0000", None),
    ("2026-01-01T25:00:00Z", None),
    ("2026-01-01 00:00:00", None),
    ("2026-1-1", None),
    ("yesterday", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_a_date_is_in_iso_8601_or_in_epoch_seconds(text: str, expected: Any) -> None:
    assert instant(text) == expected


NETWORKS = [
    ("10.0.0.1", (4, 10 << 24 | 1, 10 << 24 | 1)),
    ("10.0.0.1/8", (4, 10 << 24, (11 << 24) - 1)),
    ("0.0.0.0/0", (4, 0, 2**32 - 1)),
    ("::1", (6, 1, 1)),
    ("::/127", (6, 0, 1)),
    ("::1/128", (6, 1, 1)),
    ("10.0.0.256", None),
    ("10.0.0.1/33", None),
    ("10.0.0", None),
    ("x", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), NETWORKS)
def test_a_network_is_in_cidr_notation_or_one_address(text: str, expected: tuple[int, int, int] | None) -> None:
    assert network(text) == expected
