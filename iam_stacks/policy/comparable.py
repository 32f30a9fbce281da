"""Text of conditions as what can be compared: numbers, dates, networks."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from ipaddress import IPv4Address, ip_network

_SHORT = 18
_NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,80})?|\.\d{1,80})([eE][+-]?\d{1,4})?", re.ASCII)
_EPOCH = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?)?)?", re.ASCII
)


def number(text: str) -> Decimal | int | None:
    """Return an integer or decimal number; None if the text is none."""
    if text.isdecimal() and text.isascii() and len(text) <= _SHORT:
        return int(text)
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def instant(text: str) -> Decimal | int | None:
    """Return a date as seconds since 1970; None if the text is none.

    Dates are in ISO 8601 as the W3C profiles it, from a year alone down to fractions of a second, or in epoch
    seconds; four digits are a year. Source: IAM JSON policy elements: Condition operators, "Date condition operators".
    """
    iso = _ISO.fullmatch(text)
    if iso is None:
        return Decimal(text) if _EPOCH.fullmatch(text) else None
    year, month, day, hour, minute, second, fraction, zone = iso.groups()
    try:
        moment = datetime(
            int(year),
            int(month or 1),
            int(day or 1),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            tzinfo=timezone.utc,
        )
    except ValueError:
        return None
    whole = (moment - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(seconds=1)
    seconds = whole - _offset(zone)
    return seconds + Decimal(f"0.{fraction}") if fraction else seconds


def network(text: str) -> tuple[int, int, int] | None:
    """Return the IP version, first and last address of a network or of one address; None if the text is none."""
    try:
        if "/" not in text and ":" not in text:
            address = int(IPv4Address(text))
            return 4, address, address
        found = ip_network(text, strict=False)
    except ValueError:
        return None
    return found.version, int(found.network_address), int(found.broadcast_address)


def _offset(zone: str | None) -> int:
    """Return how many seconds a zone is ahead of UTC."""
    if zone is None or zone == "Z":
        return 0
    seconds = int(zone[1:3]) * 3600 + int(zone[-2:]) * 60
    return -seconds if zone[0] == "-" else seconds
