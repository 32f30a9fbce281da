"""How long a policy document will be, as IAM counts it."""

from __future__ import annotations

import json
from typing import Any

EMPTY_DOCUMENT = len('{"Version":"2012-10-17","Statement":[]}')
"""The characters of a document without statements."""

_PSEUDO = {"AWS::AccountId": 12, "AWS::Partition": 10, "AWS::Region": 14, "AWS::URLSuffix": 16}
_REFERENCE = 120
"""Room for what a reference may resolve to: the ARN of a bucket has 76 characters at most, of a role rarely 120."""


def estimated_size(part: Any) -> int:
    """Return how many characters a part of a document has at most, without white space.

    Args:
        part: JSON, in which references of CloudFormation may stand for text that is not known yet.
    """
    if isinstance(part, dict):
        return (
            _intrinsic(part) or sum(len(json.dumps(key)) + estimated_size(value) + 2 for key, value in part.items()) + 2
        )
    if isinstance(part, list):
        return sum(estimated_size(item) + 1 for item in part) + 2
    return len(json.dumps(part))


def _intrinsic(part: dict[str, Any]) -> int:
    """Return the size of what a function of CloudFormation may give; 0 for an ordinary mapping."""
    if len(part) != 1:
        return 0
    ((function, argument),) = part.items()
    if function == "Fn::Join":
        return sum(map(estimated_size, argument[1]))
    if function == "Ref":
        return _PSEUDO.get(argument, _REFERENCE) + 2
    return _REFERENCE if function.startswith("Fn::") else 0
