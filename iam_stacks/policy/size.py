"""How long a policy document will be, as IAM counts it: without white space."""

from __future__ import annotations

import json
from typing import Any

from iam_stacks.policy.pseudo import fill_pseudo_parameters

EMPTY_DOCUMENT = len('{"Version":"2012-10-17","Statement":[]}')
"""The characters of a document without statements."""

_LONGEST = {"AWS::AccountId": 12, "AWS::Partition": 10, "AWS::Region": 14, "AWS::URLSuffix": 16}
_SHORTEST = {
    "AWS::AccountId": "1" * 12,
    "AWS::Partition": "aws",
    "AWS::Region": "us-east-1",
    "AWS::URLSuffix": "x" * 13,
}
_REFERENCE = 170
"""Room for what a reference may resolve to: most ARNs are shorter; the longest that IAM has are much longer."""


def least_size(document: Any) -> int:
    """Return the least number of characters that a document has.

    Args:
        document: JSON, whose text may have pseudo parameters such as `${AWS::Partition}`.
    """
    return len(fill_pseudo_parameters(json.dumps(document, separators=(",", ":"), ensure_ascii=False), _SHORTEST))


def estimated_size(part: Any) -> int:
    """Return about how many characters a part of a document has, rather too many than too few.

    Args:
        part: JSON, in which references of CloudFormation may stand for text that is not known yet.
    """
    if isinstance(part, dict):
        entries = sum(len(json.dumps(key)) + estimated_size(value) + 2 for key, value in part.items())
        return _intrinsic(part) or entries + 2
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
        return _LONGEST.get(argument, _REFERENCE) + 2
    return _REFERENCE if function.startswith("Fn::") else 0
