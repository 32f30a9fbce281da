"""What a role may do, for one purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from aws_cdk import aws_iam as iam

from iam_stacks.policy.limits import MANAGED_POLICY_SIZE
from iam_stacks.policy.size import EMPTY_DOCUMENT, estimated_size


@dataclass(frozen=True, kw_only=True)
class Right:
    """A statement that allows something, before it is one of a policy.

    Attributes:
        sid: names the purpose.
        actions: what may be done.
        resources: ARNs, or `*` alone where the actions take no resource.
        because: why a resource has a wildcard; empty if none has.
        instead_of: the policy of AWS, by name and path, that CDK attaches for the purpose; empty if there is none.
    """

    sid: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    because: str = ""
    instead_of: str = ""

    def allows(self, other: Right) -> bool:
        """Tell whether all that another right allows is named here too."""
        return {*self.actions} >= {*other.actions} and {*self.resources} >= {*other.resources}

    def statement(self) -> iam.PolicyStatement:
        """Return the statement; a new one each time, since CDK's can be changed."""
        return iam.PolicyStatement(sid=self.sid, actions=list(self.actions), resources=list(self.resources))

    def parts(self, resolved: Callable[[list[str]], list[Any]]) -> Iterator[Right]:
        """Yield rights that fit a policy each and together allow the same: one, unless the resources are too many.

        Args:
            resolved: turns resources into what is deployed, which is measured.
        """
        # A Sid with a number in place of the right's own, and no resource.
        rest = {**self.statement().to_statement_json(), "Sid": f"{self.sid}00", "Resource": []}
        room = MANAGED_POLICY_SIZE - EMPTY_DOCUMENT - estimated_size(rest)
        sizes = [estimated_size(resource) + len(",") for resource in resolved(list(self.resources))]
        start = 0
        for number, end in enumerate(_ends(sizes, room + len(",")), start=1):
            sid = self.sid if number == 1 else f"{self.sid}{number}"
            yield replace(self, sid=sid, resources=self.resources[start:end])
            start = end


def _ends(sizes: list[int], room: int) -> Iterator[int]:
    """Yield where each part ends that has as much as there is room for, and one thing at least."""
    used = 0
    for index, size in enumerate(sizes):
        if used and used + size > room:
            yield index
            used = 0
        used += size
    yield len(sizes)


def merged(rights: Iterable[Right]) -> tuple[Right, ...]:
    """Return one right for each purpose, since a policy may have each Sid once, and none that another one has in it.

    Args:
        rights: those of one purpose have the same actions or the same resources. Otherwise together they would allow
            more than each alone.
    """
    by_purpose: dict[str, Right] = {}
    for right in rights:
        known = by_purpose.get(right.sid, right)
        by_purpose[right.sid] = replace(
            known,
            actions=_union(known.actions, right.actions),
            resources=_union(known.resources, right.resources),
        )
    listed = list(by_purpose.values())
    # What stands for a policy of AWS must stay: it keeps CDK from attaching that one.
    return tuple(right for index, right in enumerate(listed) if right.instead_of or not any(_holding(listed, index)))


def _holding(listed: list[Right], index: int) -> Iterator[bool]:
    """Tell of each other right whether it has one in it; of two that are the same, the first one stays."""
    right = listed[index]
    for at, other in enumerate(listed):
        yield at != index and other.allows(right) and (at < index or not right.allows(other))


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + second))
