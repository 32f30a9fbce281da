"""The context of a request: condition keys and their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import TypeAlias

from iam_stacks.policy.error import PolicyError

Scalar: TypeAlias = "str | bool | int | float | datetime"
ContextValue: TypeAlias = "Scalar | Sequence[str] | Sequence[Scalar]"


def context_of(given: object) -> dict[str, str | tuple[str, ...]]:
    """Return a context as it is matched: keys in lower case, values as text.

    Raises:
        PolicyError: something is not a context; the message names the key.
    """
    if not isinstance(given, Mapping):
        raise PolicyError("context is no mapping; give condition keys with their values")
    try:
        read = {
            str.lower(key): value if value.__class__ is str else _values(key, value) for key, value in given.items()
        }
    except TypeError:
        raise PolicyError("context has a key that is no text; give condition keys such as aws:SourceIp") from None
    if len(read) < len(given):
        raise PolicyError("context has a key twice: upper and lower case are the same")
    return read


def _values(key: str, value: object) -> str | tuple[str, ...]:
    return tuple(_scalar(key, item) for item in value) if isinstance(value, list | tuple) else _scalar(key, value)


def _scalar(key: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float | datetime):
        raise PolicyError(f"context has no usable value for {key}; give text, a number, true, false, a date, or a list")
    try:
        return _iso(value) if isinstance(value, datetime) else _plain(value)
    except (ValueError, OverflowError) as error:
        raise PolicyError(f"context has no usable value for {key}: {error}") from None


def _plain(value: str | int | float) -> str:
    """Write text and numbers; a member of an enumeration of texts is its text."""
    return str.__str__(value) if isinstance(value, str) else str(value)


def _iso(moment: datetime) -> str:
    """Write a date as AWS does, in UTC; one without a time zone is in UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return aware.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
