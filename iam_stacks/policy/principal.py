"""Principal and NotPrincipal elements, ready to be asked of many callers."""

from __future__ import annotations

from enum import IntEnum

from iam_stacks.policy.arn import split_arn
from iam_stacks.policy.caller import PROVIDER, ROLE, ROOT, SERVICE, Caller, Parent
from iam_stacks.policy.statement import Principals


class Grant(IntEnum):
    """How directly a Principal element names a caller: it decides which other policies an Allow needs.

    Source: IAM User Guide, "Policy evaluation logic", resource-based policies and implicit denies in other types.
    """

    NONE = 0
    ACCOUNT = 1
    """The caller's account: it delegates to the identity-based policies there."""
    PARENT = 2
    """The role of a session, or the user of a federated user: a boundary and session policies still limit it."""
    DIRECT = 3
    """The very user or session, or everyone: no implicit deny of another policy limits it in the same account."""


class PrincipalSet:
    """The principals that an element lists."""

    def __init__(self, principals: Principals) -> None:
        """Sort the listed names by what they name."""
        by_kind = dict(principals.entries)
        aws = by_kind.get("AWS", ())
        self.everyone = "*" in aws or "*" in by_kind
        self.every_service = "*" in by_kind.get("Service", ())
        self.names = frozenset((*aws, *by_kind.get("CanonicalUser", ())))
        self.services = frozenset(name.lower() for name in by_kind.get("Service", ()))
        self.federated = frozenset(by_kind.get("Federated", ()))
        self.parents = frozenset(filter(None, map(_parent, aws)))

    def grant(self, caller: Caller) -> Grant:
        """Return how directly the list names a caller."""
        if self.everyone:
            return Grant.DIRECT
        if caller.kind == SERVICE:
            return Grant.DIRECT if caller.name in self.services or self.every_service else Grant.NONE
        if caller.kind == PROVIDER:
            return Grant.DIRECT if caller.arn in self.federated else Grant.NONE
        if caller.arn in self.names:
            return Grant.PARENT if caller.is_role_itself else Grant.DIRECT
        if caller.parent in self.parents:
            return Grant.PARENT
        return Grant.ACCOUNT if caller.is_identity and self._names_account(caller) else Grant.NONE

    def lists_all_of(self, caller: Caller) -> bool:
        """Tell whether the account, the role and the session are listed, as far as the caller has them.

        AWS may look for each of them in a NotPrincipal of a Deny, one after the other.
        Source: AWS JSON policy elements: NotPrincipal, "NotPrincipal with Deny".
        """
        if self.everyone or not caller.is_identity:
            return self.grant(caller) is not Grant.NONE
        if not self._names_account(caller):
            return False
        named = caller.kind == ROOT or caller.arn in self.names
        return named and (caller.kind != ROLE or caller.parent is None or caller.parent in self.parents)

    def lists_any_of(self, caller: Caller) -> bool:
        """Tell whether the caller is listed, or the account or role that it belongs to."""
        return self.grant(caller) is not Grant.NONE

    def _names_account(self, caller: Caller) -> bool:
        return caller.account in self.names or caller.root_arn in self.names


def _parent(text: str) -> Parent | None:
    """Return what identifies a role or user for its sessions: their ARNs do not have its path."""
    arn = split_arn(text)
    if arn is None or arn.service != "iam":
        return None
    kind, _, path = arn.resource.partition("/")
    return Parent(arn.partition, arn.account, kind, path.rpartition("/")[2])
