"""Access keys, by the name of the user who has them."""

from __future__ import annotations

from collections import defaultdict

from iam_stacks.account.model import Declared
from iam_stacks.evidence.records import Records

_ROTATED = "Custom::RotatedAccessKey"
"""The custom resource of our construct AccessKeyRotation."""


def access_keys_of(records: Records) -> dict[str, list[Declared]]:
    """Return the keys that CloudFormation makes, and that are not switched off."""
    keys = records.declared("AWS::IAM::AccessKey")
    return _by_user([key for key in keys if key.properties.get("Status") != "Inactive"])


def rotated_keys_of(records: Records) -> dict[str, list[Declared]]:
    """Return the keys that our construct makes and replaces."""
    return _by_user(records.declared(_ROTATED))


def _by_user(keys: list[Declared]) -> dict[str, list[Declared]]:
    found: dict[str, list[Declared]] = defaultdict(list)
    for key in keys:
        found[str(key.properties.get("UserName"))].append(key)
    return found
