"""What a guarantee is about: actions, and resources of each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from iam_stacks.account import service_data
from iam_stacks.account.account import Account
from iam_stacks.guarantees.intersection import intersection
from iam_stacks.policy.wildcard import MANY, pattern_of

SOMETHING = pattern_of("?*")
_SEGMENT = pattern_of("*?")
"""Something without a colon: a star that ended its segment could stand for more."""
_OBJECT = pattern_of("arn:*:s3:::*/*")
_BUCKET = f":s3:::{SOMETHING}"
_ACCOUNT_PART = 4
EVERYTHING = (MANY,)


@dataclass(frozen=True)
class Area:
    """Resources.

    Attributes:
        inside: the patterns one of which matches.
        outside: the patterns none of which matches.
    """

    inside: tuple[str, ...] = EVERYTHING
    outside: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether everything is outside."""
        return MANY in self.outside


@dataclass(frozen=True)
class Kind:
    """A resource type in an account.

    Attributes:
        pattern: of its ARNs.
        besides: patterns of what has room in it and is of another type.
    """

    pattern: str
    besides: tuple[str, ...] = ()


class Kinds:
    """The resource types of actions, as they are in one account."""

    def __init__(self, account: Account) -> None:
        """Prepare the patterns.

        Args:
            account: the account; resources of others are not among them, since nobody knows their policies.
        """
        self._account = account

    def of(self, action: str) -> tuple[Kind, ...]:
        """Return the resource types of an action; for one that is not about a resource, the text `*`."""
        return _kinds(action, self._account.partition, self._account.account_id)

    def in_area(self, action: str, area: Area) -> bool:
        """Tell whether an action has a resource there."""
        return any(intersection(required, avoided, ()) for required, avoided in self.within(action, area))

    def within(self, action: str, area: Area) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Yield the patterns that an action's resources there match together, and those that they do not match."""
        for kind in self.of(action):
            for inside in area.inside:
                yield (kind.pattern, inside), (*kind.besides, *area.outside)


@lru_cache(maxsize=65536)
def _kinds(action: str, partition: str, account: str) -> tuple[Kind, ...]:
    types = sorted(service_data.resource_arn_patterns(action), key=lambda arn: arn.count("*"))  # the simplest first
    return tuple(map(_kind, dict.fromkeys(arn for each in types for arn in _ours(each, partition, account))))


def _ours(arn: str, partition: str, account: str) -> tuple[str, ...]:
    """Return patterns of an account's ARNs. AWS's own managed policies are in every account."""
    parts = arn.split(":", _ACCOUNT_PART + 1)
    if len(parts) <= _ACCOUNT_PART + 1:
        return (arn,)
    owner = account if parts[_ACCOUNT_PART] == "*" else parts[_ACCOUNT_PART]
    owners = (owner, "aws") if parts[2] == "iam" and parts[-1].startswith("policy/") else (owner,)
    header = ":".join(("arn", partition, *parts[2:_ACCOUNT_PART])).replace("*", _SEGMENT)
    return tuple(f"{header}:{each}:{parts[-1].replace('*', SOMETHING)}" for each in owners)


def _kind(pattern: str) -> Kind:
    """Return a type. What has a slash is an object, although a bucket's pattern has room for it.

    Source: S3 User Guide, "General purpose bucket naming rules".
    """
    return Kind(pattern, (_OBJECT,) if pattern.endswith(_BUCKET) else ())
