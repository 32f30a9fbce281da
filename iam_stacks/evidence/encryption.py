"""Keys of KMS."""

from __future__ import annotations

from iam_stacks.account.model import Declared
from iam_stacks.evidence.records import Records
from iam_stacks.evidence.shown import Shown, all_of
from iam_stacks.evidence.values import flag

_SYMMETRIC, _OF_KMS = "SYMMETRIC_DEFAULT", "AWS_KMS"


def keys_named(records: Records, name: str) -> list[Declared]:
    """Return the keys that a name is of: an ARN, an id, or the name or ARN of an alias."""
    aliases = [
        each for each in records.declared("AWS::KMS::Alias") if name in (each.properties.get("AliasName"), each.arn)
    ]
    names = {name, *(str(alias.properties.get("TargetKeyId")) for alias in aliases)}
    keys = records.declared("AWS::KMS::Key", "AWS::KMS::ReplicaKey")
    return [key for key in keys if names & {key.arn, str(key.arn).rpartition("/")[2]}]


def keys_rotated(records: Records) -> Shown:
    """Return whether keys are rotated, of those that can be."""
    return all_of(
        records.shown(key, (flag(key.properties.get("EnableKeyRotation", False)), "is not rotated"))
        for key in records.declared("AWS::KMS::Key")
        if _can_be_rotated(key)
    )


def _can_be_rotated(key: Declared) -> bool:
    """Tell whether KMS rotates such a key: a symmetric one, of its own material.

    AWS source: KMS Developer Guide, "Rotate AWS KMS keys".
    """
    given = key.properties
    return (given.get("KeySpec", _SYMMETRIC), given.get("Origin", _OF_KMS)) == (_SYMMETRIC, _OF_KMS)
