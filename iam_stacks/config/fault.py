"""What is wrong with a configuration file, and where."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

KeyPath = tuple[str | int, ...]

_LONGEST_QUOTE = 80
_MOST_NAMES = 12


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault: its place, what is wrong, what was given, what is allowed.

    Attributes:
        line: from 1.
        column: from 1.
        key: the dotted path of the key, such as `users.JohnDoe.groups[0]`; empty for the file as a whole.
        problem: what is wrong, in lower case and without a final period.
        given: what the file says, quoted as YAML would; empty when the key itself is the fault.
        allowed: what may stand there; empty when that follows from `problem`.
        suggestion: the name that was probably meant.
    """

    line: int
    column: int
    key: str
    problem: str
    given: str = ""
    allowed: str = ""
    suggestion: str = ""

    def __str__(self) -> str:
        """Return the fault as one line, without the file's name."""
        parts = [
            self.problem,
            self.given and f"given {_shorten(self.given)}",
            self.allowed and f"allowed: {self.allowed}",
            self.suggestion and f"did you mean {self.suggestion}?",
        ]
        place = f"{self.line}:{self.column}: {self.key}" if self.key else f"{self.line}:{self.column}"
        return f"{place}: {'; '.join(part for part in parts if part)}"


class InputError(Exception):
    """What the user gave cannot be used. Its text is fit to be shown as it is."""


class ConfigError(InputError):
    """A configuration that cannot be used. Its text lists every fault, one a line, with file, line and column."""

    def __init__(self, file: Path, faults: list[Fault]) -> None:
        self.file = file
        self.faults = sorted(faults, key=lambda fault: (fault.line, fault.column, fault.problem))
        super().__init__("\n".join(f"{file}:{fault}" for fault in self.faults))


def dotted(path: KeyPath) -> str:
    """Write a path as people do: `users.JohnDoe.groups[0]`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def suggest(given: object, known: list[str]) -> str:
    """Return the known name that resembles what was given, or nothing."""
    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(str(given).casefold(), by_folded, n=1)
    return by_folded[close[0]] if close else ""


def listing(names: list[str]) -> str:
    """Write the names that are allowed, shortened when they are many."""
    ordered = sorted(names)
    more = len(ordered) - _MOST_NAMES
    return ", ".join(ordered[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "") or "none is defined"


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 3] + "..."
