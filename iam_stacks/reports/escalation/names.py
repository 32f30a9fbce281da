"""Names and numbers, as reports have them."""

from __future__ import annotations

from iam_stacks.escalation.words import resource

MOST = 3
"""How many names a reader wants, where there may be thousands."""


def kind(arn: str) -> str:
    """Return what somebody is: `user` or `role`."""
    return resource(arn).partition("/")[0]


def several(names: tuple[str, ...], most: int = MOST) -> tuple[str, ...]:
    """Return names to show: the first, and how many more there are, if they are more than a reader wants."""
    if len(names) <= most:
        return names
    return *names[: most - 1], f"and {len(names) - most + 1:,} more"


def listed(names: tuple[str, ...], most: int = MOST) -> str:
    """Return the same in one line."""
    *first, last = several(names, most)
    return f"{', '.join(first)} {last}" if len(names) > most else ", ".join(names)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 step`, `2 steps`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
