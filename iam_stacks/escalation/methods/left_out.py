"""Published ways to gain power that are no methods here, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A published way that is left out.

    Attributes:
        name: its actions, or its name where it is published.
        source: where it is published, as in `Method.source`.
        reason: why it is left out.
    """

    name: str
    source: str
    reason: str


LEFT_OUT: tuple[LeftOut, ...] = ()
