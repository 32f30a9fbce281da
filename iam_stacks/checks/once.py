"""What is worked out once for each view, and forgotten with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

View = TypeVar("View")
Answer = TypeVar("Answer")


def once(work_out: Callable[[View], Answer]) -> Callable[[View], Answer]:
    """Return the function that remembers its answers as long as somebody has the view.

    Args:
        work_out: the function; its answer must not hold the view.
    """
    known: WeakKeyDictionary[View, Answer] = WeakKeyDictionary()

    @wraps(work_out)
    def answer(view: View) -> Answer:
        if view not in known:
            known[view] = work_out(view)
        return known[view]

    return answer
