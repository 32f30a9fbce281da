"""The keys that rotation has made, deleted before CloudFormation deletes the user: these, and nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from .rotating_secret import RotatingSecret, Version
from .user_keys import UserKeys


def delete_recorded_keys(keys: UserKeys, secret: RotatingSecret, *, other: RotatingSecret) -> None:
    """Delete the keys of a user that a secret names, whatever their state. The user or the secret may be gone already.

    Args:
        keys: the keys of the user.
        secret: the secret.
        other: the secret that the function serves: if it is another one, its keys stay.
    """
    try:
        versions = secret.versions()
        begun_at = _begun_at(versions, secret)
        users = keys.all()
    except (secret.client.exceptions.ResourceNotFoundException, keys.client.exceptions.NoSuchEntityException):
        return
    recorded = {version.key_id for version in versions.values()}
    spared = _spared(secret, other)
    for key in users.values():
        if key.id not in spared and (key.id in recorded or (begun_at and key.created_at >= begun_at)):
            keys.delete(key.id)


def _spared(secret: RotatingSecret, other: RotatingSecret) -> set[str | None]:
    """Return the keys of the secret that took the place of this one, or that this one was to take the place of."""
    if other.arn == secret.arn:
        return set()
    try:
        return {version.key_id for version in other.versions().values()}
    except other.client.exceptions.ResourceNotFoundException:
        return set()


def _begun_at(versions: Mapping[str, Version], secret: RotatingSecret) -> datetime | None:
    """Return since when a key may have been made and not been recorded; None if the last attempt went that far.

    An attempt that broke off between the two left a pending version without a key, or a secret without a value. Nobody
    can tell such a key from one that a person made in the meantime.
    """
    pending = next((version for version in versions.values() if version.is_pending), None)
    if not any(version.is_current for version in versions.values()):
        return secret.created_at()
    if pending and not pending.key_id and secret.value(pending.id) is None:
        return secret.version_created_at(pending)
    return None
