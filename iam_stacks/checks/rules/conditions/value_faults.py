"""Values that a condition operator cannot compare, and types of keys that it cannot."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping

from iam_stacks.policy.comparable import instant, network, number

_ARN_PARTS = 6
_WILDCARDS = frozenset("*?")


def _is_truth(value: str) -> bool:
    return value.lower() in ("true", "false")


def _is_base64(value: str) -> bool:
    try:
        b64decode(value, validate=True)
    except (NotBase64, ValueError):
        return False
    return True


def _may_be_arn(value: str) -> bool:
    """Tell whether a text is an ARN, or has wildcards, which may stand for the parts that are missing."""
    parts = value.split(":", _ARN_PARTS - 1)
    return not _WILDCARDS.isdisjoint(value) or (len(parts) == _ARN_PARTS and parts[0] == "arn")


_Wanted = tuple[str, Callable[[str], bool]]

_READABLE: Mapping[str, _Wanted] = {
    "Numeric": ("a number", lambda value: number(value) is not None),
    "Date": ("a date", lambda value: instant(value) is not None),
    "Bool": ("true or false", _is_truth),
    "Null": ("true or false", _is_truth),
    "IpAddress": ("an IP address or network", lambda value: network(value) is not None),
    "Binary": ("base64", _is_base64),
    "Arn": ("an ARN", _may_be_arn),
}
"""By the operators' families: what their values are."""

_ANY_TEXT: _Wanted = ("", lambda _: True)
_TEXTS: Mapping[str, _Wanted] = {"IPAddress": ("one IP address", lambda value: "/" not in value)}
"""By the keys' types: what text can be equal to them. A request has an address, and never a network."""

_COMPARABLE = {
    "Numeric": ("Numeric", "Date"),
    "Date": ("Numeric", "Date"),
    "Bool": ("Bool",),
    "IpAddress": ("IPAddress",),
    "Arn": ("ARN",),
}
"""By the operators' families: the types of keys whose values they can read. Text may be anything; a date is a number
too, of seconds since 1970."""

_TYPES = {
    "Numeric": "a number",
    "Date": "a date",
    "Bool": "true or false",
    "ARN": "an ARN",
    "IPAddress": "an IP address",
}


def value_fault(family: str, type: str, value: str) -> str:
    """Return what a value of an operator should be; nothing if it may be that.

    Args:
        family: as in `Operator`.
        type: the key's, as in `ConditionKey`; empty if it is not known.
        value: without symbols and variables.
    """
    wanted, reads = _READABLE.get(family) or _TEXTS.get(type, _ANY_TEXT)
    return "" if reads(value) else wanted


def type_fault(family: str, type: str) -> str:
    """Return what a key has that operators of a family can never read; nothing if they can.

    Args:
        family: as in `Operator`.
        type: as in `ConditionKey`.
    """
    return _TYPES[type] if type in _TYPES and type not in _COMPARABLE.get(family, (type,)) else ""
