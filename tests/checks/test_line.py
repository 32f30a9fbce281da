"""Lines of a Condition, whatever the policy was read from."""

from __future__ import annotations

from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.gathered import read_policy
from iam_stacks.account.place import Place
from iam_stacks.checks.line import is_known, lines_of
from iam_stacks.checks.views import PolicyView
from iam_stacks.policy.kind import IDENTITY
from iam_stacks.policy.symbol import symbol
from tests.checks.rules.conditions.statements import asks

ACCOUNT = Account(account_id="123456789012", account_from="", partition="aws", region="eu-central-1")


def lines(statement: Any) -> list[Any]:
    """Return the lines of a statement."""
    written = read_policy("P", {"Statement": statement}, Place("t.json", "P"), layer=IDENTITY)
    policy = PolicyView(account=ACCOUNT, kind=IDENTITY, written=written)
    return list(lines_of(policy.statements[0]))


def test_a_key_that_is_known_at_deployment_only_is_left_out() -> None:
    assert lines(asks("StringEquals", f"{symbol('Issuer')}:sub", "x")) == []
    assert len(lines(asks("StringEquals", "aws:username", symbol("Name")))) == 1


@pytest.mark.parametrize(
    ("operator", "value", "asks_for_key"),
    [
        ("StringEquals", "x", True),
        ("ForAnyValue:StringLike", "x", True),
        ("StringNotEquals", "x", False),
        ("StringEqualsIfExists", "x", False),
        ("ForAllValues:StringEquals", "x", False),
        ("Null", "false", True),
        ("Null", [False], True),
        ("Null", "FALSE", True),
        ("Null", "true", False),
        ("Null", ["true", "false"], False),
    ],
)
def test_a_line_asks_for_its_key_or_not(operator: str, value: Any, asks_for_key: bool) -> None:
    (line,) = lines(asks(operator, "aws:username", value))
    assert line.asks_for_key is asks_for_key


def test_a_value_is_known_without_symbols_and_variables() -> None:
    assert is_known("x")
    assert not is_known(f"x{symbol('Name')}")
    assert not is_known("${aws:username}")
