"""Access keys, by the name of the user who has them."""

from __future__ import annotations

from collections import defaultdict

from iam_stacks.account.model import Declared
from iam_stacks.evidence.records import Records
from iam_stacks.policy.symbol import has_symbol, symbol

_ROTATED = "Custom::RotatedAccessKey"
"""The custom resource of our construct AccessKeyRotation."""


def access_keys_of(records: Records) -> dict[str, list[Declared]]:
    """Return the keys that CloudFormation makes, and that are not switched off."""
    keys = records.declared("AWS::IAM::AccessKey")
    return _by_user([key for key in keys if key.properties.get("Status") != "Inactive"])


def rotated_keys_of(records: Records) -> dict[str, list[Declared]]:
    """Return the keys that our construct makes and replaces."""
    return _by_user(records.declared(_ROTATED))


def is_of_somebody_unknown(records: Records, name: str) -> bool:
    """Tell whether only a deployment tells which user has a name."""
    return has_symbol(name) and all(user.name != name for user in records.account.users)


def _by_user(keys: list[Declared]) -> dict[str, list[Declared]]:
    found: dict[str, list[Declared]] = defaultdict(list)
    for key in keys:
        # A name that cannot be read is of nobody who is known.
        found[str(key.properties.get("UserName", symbol(f"{key.place.logical_id}.UserName")))].append(key)
    return found
