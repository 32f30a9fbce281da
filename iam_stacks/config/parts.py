"""The parts of a file that can be read, each as its model, whatever is wrong with the others."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from iam_stacks.config.account import Account
from iam_stacks.config.fault import Fault, KeyPath, dotted
from iam_stacks.config.file_text import FOLDER
from iam_stacks.config.group import Group
from iam_stacks.config.policy import Policy
from iam_stacks.config.provider import Provider
from iam_stacks.config.quotas import Quotas
from iam_stacks.config.role import Role
from iam_stacks.config.source import Source
from iam_stacks.config.user import User

Part = TypeVar("Part", bound=BaseModel)


class Parts:
    """A file's plain data, and models of what has no faults of its own."""

    def __init__(self, source: Source, folder: Path) -> None:
        """Take a file apart.

        Args:
            source: the file.
            folder: where files that it names are.
        """
        self.source = source
        self._folder = folder

    @cached_property
    def policies(self) -> dict[str, Policy]:
        """The policies that can be read."""
        return self.section(Policy, "policies")

    @cached_property
    def account(self) -> Account:
        """The settings of the account; none if they cannot be read."""
        return self.read(Account, self.at("account")) or Account()

    @cached_property
    def groups(self) -> dict[str, Group]:
        """The groups that can be read."""
        return self.section(Group, "groups")

    @cached_property
    def users(self) -> dict[str, User]:
        """The users that can be read."""
        return self.section(User, "users")

    @cached_property
    def providers(self) -> dict[str, Provider]:
        """The providers that can be read."""
        return self.section(Provider, "providers")

    @cached_property
    def roles(self) -> dict[str, Role]:
        """The roles that can be read."""
        return self.section(Role, "roles")

    @cached_property
    def quotas(self) -> Quotas:
        """The quotas; the default ones if they cannot be read."""
        return self.read(Quotas, self.at("quotas")) or Quotas()

    def at(self, section: str) -> Any:
        """Return what stands at a key of the file."""
        return self.source.data.get(section) if isinstance(self.source.data, dict) else None

    def items(self, section: str) -> list[tuple[str, Any]]:
        """Return the keys of a section, each with what stands there; none if it is no mapping."""
        data = self.at(section)
        return list(data.items()) if isinstance(data, Mapping) else []

    def section(self, model: type[Part], section: str) -> dict[str, Part]:
        """Return what can be read of a section, by key."""
        read = {name: self.read(model, data) for name, data in self.items(section)}
        return {name: part for name, part in read.items() if part}

    def read(self, model: type[Part], data: Any) -> Part | None:
        """Return data as its model; None if it has faults, which are reported with all models."""
        try:
            return model.model_validate(data, context={FOLDER: self._folder})
        except ValidationError:
            return None

    def fault(self, path: KeyPath, problem: str, **words: str) -> Fault:
        """Return a fault at the place of a key."""
        line, column = self.source.place(path)
        return Fault(line=line, column=column, key=dotted(path), problem=problem, **words)
