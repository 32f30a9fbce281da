"""The access keys of one user."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class AccessKey:
    """An access key, without its secret.

    Attributes:
        id: its id.
        is_active: whether it works.
        created_at: when it was made.
    """

    id: str
    is_active: bool
    created_at: datetime


@dataclass(frozen=True)
class LastUse:
    """When and for what a key was last used.

    Attributes:
        at: when; IAM keeps one time for 15 minutes.
        service: of which service.
        region: in which Region.
    """

    at: datetime
    service: str
    region: str


@dataclass(frozen=True)
class UserKeys:
    """The keys of a user, through a client of IAM.

    Attributes:
        client: the client.
        user: the user's name.
    """

    client: Any
    user: str

    def all(self) -> dict[str, AccessKey]:
        """Return the keys by their ids."""
        return {key.id: key for key in self._listed()}

    def create(self) -> dict[str, str]:
        """Make a key, and return what the secret holds."""
        made = self.client.create_access_key(UserName=self.user)["AccessKey"]
        return {name: made[name] for name in ("UserName", "AccessKeyId", "SecretAccessKey")}

    def switch_off(self, id: str) -> None:
        """Make a key stop working; it can be switched on again."""
        self.client.update_access_key(UserName=self.user, AccessKeyId=id, Status="Inactive")

    def delete(self, id: str) -> None:
        """Delete a key, if there is one."""
        try:
            self.client.delete_access_key(UserName=self.user, AccessKeyId=id)
        except self.client.exceptions.NoSuchEntityException:
            return

    def last_use(self, id: str) -> LastUse | None:
        """Return when a key was last used; None if it never was."""
        used = self.client.get_access_key_last_used(AccessKeyId=id)["AccessKeyLastUsed"]
        return LastUse(used["LastUsedDate"], used["ServiceName"], used["Region"]) if "LastUsedDate" in used else None

    def _listed(self) -> Iterator[AccessKey]:
        for page in self.client.get_paginator("list_access_keys").paginate(UserName=self.user):
            for key in page["AccessKeyMetadata"]:
                yield AccessKey(key["AccessKeyId"], key["Status"] == "Active", key["CreateDate"])
