"""Resources that people can read, in the place of those that were found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from iam_stacks.policy.symbol import has_symbol
from iam_stacks.policy.witness import OTHER

_REGION_PART = 3
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
_REGIONS = ("us-east-1", "eu-central-1", "eu-west-1", "ap-southeast-2", "us-gov-west-1", "cn-north-1")
_WORDS = ("example", "another", "x", "q", "7", "z", "w", "k", "_")
_SOMETHING = re.compile(f"{OTHER}+")


def readable(resource: str, region: str) -> Iterator[str]:
    """Yield what may be said in the place of a resource, the most readable first, and the same at the end.

    Args:
        resource: with OTHER for what no policy has.
        region: where the account's resources are.
    """
    for place, word in product((region, *_REGIONS, ""), _WORDS):
        placed = _in_region(resource, place)
        yield from dict.fromkeys((*_named(placed, word), _SOMETHING.sub(word, placed), placed.replace(OTHER, word[0])))
    yield resource


def _in_region(resource: str, region: str) -> str:
    """Return a resource in another region, if what stands there is none."""
    parts = resource.split(":", _REGION_PART + 2)
    if len(parts) <= _REGION_PART + 2 or not parts[_REGION_PART] or not region:
        return resource
    known = has_symbol(parts[_REGION_PART]) or _REGION.fullmatch(parts[_REGION_PART])
    return ":".join((*parts[:_REGION_PART], parts[_REGION_PART] if known else region, *parts[_REGION_PART + 1 :]))


def _named(resource: str, word: str) -> Iterator[str]:
    """Yield the resource with a name at its end, where what was found ends before one."""
    if not resource[-1:].isalnum() and resource[-1:] not in ("*", OTHER):
        yield _SOMETHING.sub(word, resource) + word
