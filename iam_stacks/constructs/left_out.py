"""What monitoring is told not to watch."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TypeVar

from iam_stacks.monitoring.events import WatchedEvents
from iam_stacks.monitoring.watched import Watched
from iam_stacks.policy import PolicyError

Kind = TypeVar("Kind", Watched, WatchedEvents)


def without(watched: Sequence[Kind], leave_out: Sequence[str]) -> list[Kind]:
    """Return what is watched, less what is left out.

    Args:
        watched: all that could be.
        leave_out: names.

    Raises:
        PolicyError: nothing of a name is watched; it says which name may be meant.
    """
    names = [each.name for each in watched]
    for name in leave_out:
        if name not in names:
            close = get_close_matches(name, names, n=1)
            hint = f"give {close[0]!r}" if close else f"give some of {', '.join(names)}"
            raise PolicyError(f"leave_out {name!r} is nothing that is watched; {hint}")
    return [each for each in watched if each.name not in leave_out]
