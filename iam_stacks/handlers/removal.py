"""The keys that rotation has made, deleted before CloudFormation deletes the user: these, and nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from .rotating_secret import RotatingSecret, Version
from .user_keys import UserKeys


def delete_recorded_keys(keys: UserKeys, secret: RotatingSecret) -> None:
    """Delete the keys of a user that a secret names, whatever their state. The user or the secret may be gone already.

    Args:
        keys: the keys of the user.
        secret: the secret.
    """
    try:
        versions = secret.versions()
        begun_at = _begun_at(versions, secret)
        users = keys.all()
    except (secret.client.exceptions.ResourceNotFoundException, keys.client.exceptions.NoSuchEntityException):
        return
    recorded = {version.key_id for version in versions.values()}
    for key in users.values():
        if key.id in recorded or (begun_at and key.created_at >= begun_at):
            keys.delete(key.id)


def _begun_at(versions: Mapping[str, Version], secret: RotatingSecret) -> datetime | None:
    """Return since when a key may have been made and not been recorded; None if the last attempt went that far.

    An attempt that broke off between the two left a pending version without a key, or a secret with no version at all.
    """
    if not any(version.key_id for version in versions.values()):
        return secret.created_at()
    pending = next((version for version in versions.values() if version.is_pending), None)
    return secret.version_created_at(pending) if pending and not pending.key_id else None
