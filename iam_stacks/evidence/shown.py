"""What was read says about a practice, and how several such findings make one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What was read says.

    Attributes:
        by: the names of what shows that it is so.
        against: sentences that name what contradicts it.
        open: sentences that name what would have to be known besides.
    """

    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether something shows it, and nothing speaks against it or is left open."""
        return bool(self.by) and not (self.against or self.open)


Claim = tuple[bool | None, str]
"""Whether something is so, None if that is not known; and what is to be said if it is not so."""


def claimed(name: str, claims: Iterable[Claim]) -> Shown:
    """Return what claims about something amount to: it shows what it shall if all of them hold."""
    listed = list(claims)
    against = tuple(f"{name} {fault}" for so, fault in listed if so is False)
    unknown = tuple(f"it is not known before a deployment whether {name} {fault}" for so, fault in listed if so is None)
    return Shown(by=() if against or unknown else (name,), against=against, open=unknown)


def all_of(parts: Iterable[Shown]) -> Shown:
    """Return what is shown if each part must hold."""
    listed = list(parts)
    return Shown(
        by=_each_once(name for part in listed for name in part.by),
        against=_each_once(text for part in listed for text in part.against),
        open=_each_once(text for part in listed for text in part.open),
    )


def any_of(parts: Iterable[Shown]) -> Shown:
    """Return what is shown if one part that holds is enough."""
    listed = list(parts)
    return all_of([part for part in listed if part.holds] or listed)


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
