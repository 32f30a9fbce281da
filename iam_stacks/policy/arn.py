"""Amazon Resource Names: arn:partition:service:region:account:resource."""

from __future__ import annotations

from typing import NamedTuple

_PARTS = 6


class Arn(NamedTuple):
    """The parts of an ARN. Source: AWS General Reference, "Amazon Resource Names (ARNs)"."""

    partition: str
    service: str
    region: str
    account: str
    resource: str


def split_arn(text: str) -> Arn | None:
    """Return the parts of an ARN, the last with all of its colons; None if the text is not one."""
    parts = text.split(":", _PARTS - 1)
    return Arn(*parts[1:]) if len(parts) == _PARTS and parts[0] == "arn" else None
