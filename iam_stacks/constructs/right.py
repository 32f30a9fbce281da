"""What a role may do, for one purpose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from aws_cdk import aws_iam as iam


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

    def statement(self) -> iam.PolicyStatement:
        """Return the statement; a new one each time, since CDK's can be changed."""
        return iam.PolicyStatement(sid=self.sid, actions=list(self.actions), resources=list(self.resources))


def merged(rights: Iterable[Right]) -> tuple[Right, ...]:
    """Return one right for each purpose: a policy may have each Sid once, and is short.

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
    return tuple(by_purpose.values())


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + second))
