"""What monitoring is told not to watch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TypeVar

from iam_stacks.constructs.given import require_list
from iam_stacks.policy import PolicyError

_Watched = TypeVar("_Watched")


def remaining(watched: Mapping[str, _Watched], leave_out: Sequence[str]) -> list[_Watched]:
    """Return what is watched, less what is left out.

    Args:
        watched: all that could be, by name.
        leave_out: names.

    Raises:
        PolicyError: it is no list, nothing of a name is watched (it says which name may be meant), or nothing remains.
    """
    names = require_list("leave_out", leave_out, "names")
    for name in names:
        if name not in watched:
            raise PolicyError(f"leave_out {name!r} is nothing that is watched; give {_meant(str(name), watched)}")
    kept = [each for name, each in watched.items() if name not in names]
    if not kept:
        raise PolicyError("leave_out names all that is watched: nothing would be; do without the construct instead")
    return kept


def _meant(name: str, watched: Mapping[str, object]) -> str:
    known = {each.lower(): each for each in watched}
    close = get_close_matches(name.lower(), known, n=1)
    return repr(known[close[0]]) if close else f"some of {', '.join(watched)}"
