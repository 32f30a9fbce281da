"""A place in a template or in an account's export, for what is to be said about it."""

from __future__ import annotations

from typing import NamedTuple

from iam_stacks.account.model import Unresolved
from iam_stacks.policy.position import Path, show_path
from iam_stacks.policy.symbol import show_symbols


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
