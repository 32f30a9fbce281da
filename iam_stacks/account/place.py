"""A place in a template or in an account's export, and what is to be said about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from iam_stacks.policy.position import Path, show_path
from iam_stacks.policy.symbol import show_symbols


@dataclass(frozen=True, order=True)
class Unresolved:
    """Something that a template or an export leaves open, or that is wrong there.

    Attributes:
        template: the file's name.
        logical_id: the resource.
        path: the place inside the resource, such as `Properties.PolicyDocument.Statement[0].Resource`.
        why: what is open or wrong.
    """

    template: str
    logical_id: str
    path: str
    why: str


class Place(NamedTuple):
    """A place.

    Attributes:
        template: the file's name.
        logical_id: the resource; in an export, such as `user/JohnDoe`.
        path: the steps from there.
    """

    template: str
    logical_id: str
    path: Path = ()

    def at(self, *steps: str | int) -> Place:
        """Return the place that is some steps further in."""
        return Place(self.template, self.logical_id, (*self.path, *steps))

    @property
    def outside(self) -> Place:
        """The place that is one step further out."""
        return Place(self.template, self.logical_id, self.path[:-1])

    def unresolved(self, why: str) -> Unresolved:
        """Return what is to be said about the place."""
        return Unresolved(self.template, self.logical_id, show_path(self.path), show_symbols(why))
