"""The quota of a trust policy, and what to shorten when a document exceeds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.limits import TRUST_POLICY_SIZE
from iam_stacks.policy.size import least_size


def refuse_large(document: dict[str, Any], quota: int) -> None:
    """Refuse a document that AWS would call too long.

    Args:
        document: a rendered trust policy.
        quota: characters without white space.

    Raises:
        PolicyError: it names the size, the quota and the longest part.
    """
    size = least_size(document)
    if size > quota:
        maximum = TRUST_POLICY_SIZE.maximum
        hint = f"; AWS raises the quota to {maximum:,} on request" if quota < maximum else ""
        longest, where = max((least_size(part), where) for where, part in _parts(document))
        raise PolicyError(
            f"the trust policy has {size:,} characters and the quota is {quota:,}; shorten {where}, which takes "
            f"{longest:,}, or make a second role{hint}"
        )


def _parts(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for index, statement in enumerate(document["Statement"]):
        yield f"the principals of statement {index}", statement["Principal"]
        for keys in statement.get("Condition", {}).values():
            yield from ((f"the values of {key} in statement {index}", values) for key, values in keys.items())
