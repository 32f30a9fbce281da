"""An account of moto, and what befalls those who call it: refusals, and the end of the process at any moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

Call = Callable[[Any, str, dict[str, Any]], Any]


class Crash(BaseException):
    """The process ends: nothing that it could still do happens."""


@dataclass
class Aws:
    """Stands between a client and moto.

    Attributes:
        calls: the operations that were called.
        refusals: by operation, the code and message of each of its next answers.
        crash: the number of the call at which the process ends, and whether after it, or before; None for never.
    """

    call: Call
    calls: list[str] = field(default_factory=list)
    refusals: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    crash: tuple[int, bool] | None = None

    def refuse(self, operation: str, code: str, message: str = "no", *, times: int = 100) -> None:
        self.refusals[operation] = [(code, message)] * times

    def crash_at(self, number: int, *, after: bool) -> None:
        self.calls.clear()
        self.crash = (number, after)

    def answer(self, client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        self.calls.append(operation)
        self._perhaps_crash(after=False)
        try:
            self._perhaps_refuse(operation)
            return self.call(client, operation, parameters)
        finally:
            self._perhaps_crash(after=True)

    def _perhaps_refuse(self, operation: str) -> None:
        if self.refusals.get(operation):
            code, message = self.refusals[operation].pop()
            raise ClientError({"Error": {"Code": code, "Message": message}}, operation)

    def _perhaps_crash(self, *, after: bool) -> None:
        if self.crash == (len(self.calls) - 1, after):
            self.crash = None
            raise Crash
