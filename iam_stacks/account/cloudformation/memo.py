"""What was worked out once, and what cannot be because it needs itself."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from iam_stacks.account.cloudformation.text import Fault

_BUSY = object()


class Memo:
    """Answers by question; each is worked out once, when it is asked for."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    def get(self, key: Hashable, work_out: Callable[[], Any]) -> Any:
        """Return an answer.

        Raises:
            Fault: working it out needs the answer.
        """
        found = self._known.get(key)
        if found is _BUSY:
            raise Fault("it refers to itself")
        if key not in self._known:
            self._known[key] = _BUSY
            try:
                self._known[key] = work_out()
            finally:
                if self._known[key] is _BUSY:
                    del self._known[key]
        return self._known[key]
