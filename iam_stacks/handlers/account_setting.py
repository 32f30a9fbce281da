"""A setting of which an account has one: read before it is set, so that it can be restored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .custom_resource import Answer, Event

NONE = "(none)"
"""Stands for the account having no such setting; no alias is written like this."""


@dataclass(frozen=True)
class AccountSetting:
    """How a setting is read and changed.

    Attributes:
        noun: its physical id: there is one, so it is never replaced.
        read: returns the setting as text, which `write` understands, or `NONE`.
        wanted: returns the setting that a resource asks for, as such text.
        write: sets all of it.
        delete: leaves the account without one, whether or not it has one.
    """

    noun: str
    read: Callable[[], str]
    wanted: Callable[[Mapping[str, Any]], str]
    write: Callable[[str], None]
    delete: Callable[[], None]

    def act(self, event: Event) -> Answer:
        """Serve a request for either of the two resources that stand for the setting."""
        if event["ResourceType"].endswith("Before"):
            return self._remember(event)
        if event["RequestType"] == "Delete":
            self._leave(event["ResourceProperties"])
        else:
            self.write(self.wanted(event["ResourceProperties"]))
        return Answer(self.noun)

    def _remember(self, event: Event) -> Answer:
        """Return as physical id what the account had when the resource was created: CloudFormation keeps it."""
        if event["RequestType"] == "Create":
            return Answer(self.read())
        return Answer(event["PhysicalResourceId"])

    def _leave(self, properties: Mapping[str, Any]) -> None:
        left = {"restore": properties["Before"], "delete": NONE}.get(properties["OnDelete"])
        if left == NONE:
            self.delete()
        elif left is not None:
            self.write(left)
