"""What a reader is, and how a row spells what it found."""

from collections.abc import Callable
from dataclasses import dataclass

from emulator.clients import Clients
from emulator.resource import Resource
from emulator.tables import Row


@dataclass(frozen=True)
class Kind:
    """A table: what its rows are, its columns, and who reads a row."""

    title: str
    columns: Row
    read: Callable[[Clients, Resource], Row]


def listed(names: list[str]) -> str:
    """Return the names with commas between, or a dash where there are none."""
    return ", ".join(names) or "-"


def yes_or_no(value: object) -> str:
    """Return "yes" for what is true, or there."""
    return "yes" if value else "no"


def last_part(arn: str) -> str:
    """Return what an ARN ends with, or a dash where there is none."""
    return arn.rpartition("/")[2].rpartition(":")[2] or "-"
