"""Accounts that text names, as far as they are known at synthesis."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PSEUDO = re.compile(r"\$\{AWS::(\w+)\}")
_ACCOUNT_ID = re.compile(r"[0-9]{12}")


def account_field(arn: str) -> str:
    """Return the account of an ARN as it stands there; empty if the ARN has none, or is a token as a whole."""
    _, _, _, _, account, *_ = [*_PSEUDO.sub(r"<\1>", arn).split(":"), "", "", "", "", ""]
    return account


def literal_accounts(named: Iterable[str]) -> frozenset[str]:
    """Return the accounts that are named by ARNs, or by themselves, in digits."""
    fields = (account_field(each) if each.startswith("arn:") else each for each in named)
    return frozenset(field for field in fields if _ACCOUNT_ID.fullmatch(field))
