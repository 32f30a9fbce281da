"""Numbers and periods that AWS limits."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import Duration, Token

from iam_stacks.policy import PolicyError


def require_within(what: str, given: float | None, allowed: tuple[int, int]) -> None:
    """Refuse a number that AWS would not accept; what is not given, or known only at deployment, is not judged.

    Args:
        what: the argument, for the message.
        given: its value.
        allowed: the least and the greatest number.

    Raises:
        PolicyError: it says what was given and what is allowed.
    """
    least, greatest = allowed
    if given is None or Token.is_unresolved(given):
        return
    # Types say number, but not everybody has them checked.
    if not isinstance(given, int | float) or given % 1 or not least <= given <= greatest:
        raise PolicyError(f"{what} {given!r} is not allowed; give a whole number from {least} to {greatest:,}")


def require_duration(what: str, given: object) -> None:
    """Refuse what is no period.

    Args:
        what: the argument, for the message.
        given: its value.

    Raises:
        PolicyError: it says what was given.
    """
    if not isinstance(given, Duration):
        days = given if isinstance(given, int) else 90
        raise PolicyError(f"{what} {given!r} is not allowed; give a period, such as Duration.days({days})")


def days_within(what: str, given: Duration, allowed: tuple[int, int]) -> float:
    """Return the days of a period, which AWS counts in whole ones.

    Args:
        what: the argument, for the message.
        given: the period.
        allowed: the least and the greatest number of days.

    Raises:
        PolicyError: it says what was given and what is allowed.
    """
    require_duration(what, given)
    days = given.to_days(integral=False)
    require_within(f"{what} in days", days, allowed)
    return days


def days_among(what: str, given: Duration, allowed: Sequence[int]) -> float:
    """Return the days of a period, of which AWS has certain ones only.

    Args:
        what: the argument, for the message.
        given: the period.
        allowed: the numbers of days.

    Raises:
        PolicyError: it says what was given and what is allowed.
    """
    require_duration(what, given)
    days = given.to_days(integral=False)
    if not Token.is_unresolved(days) and days not in allowed:
        *others, last = (f"{each:,}" for each in allowed)
        raise PolicyError(f"{what} in days {days!r} is not allowed; give {', '.join(others)} or {last}")
    return days
