"""Principal and NotPrincipal elements, ready to be asked of many callers."""

from __future__ import annotations

from enum import IntEnum

from iam_stacks.policy.arn import split_arn
from iam_stacks.policy.caller import PROVIDER, ROLE, ROOT, SERVICE, Caller
from iam_stacks.policy.statement import Principals


class Grant(IntEnum):
    """How directly a Principal element names a caller: it decides which other policies an Allow needs.

    Source: IAM User Guide, "Policy evaluation logic", resource-based policies and implicit denies in other types.
    """

    NONE = 0
    ACCOUNT = 1
    """The caller's account: it delegates to the identity-based policies there."""
    ROLE = 2
    """The role of a session: a boundary and session policies still limit it."""
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
        self.names = frozenset(aws)
        self.services = frozenset(name.lower() for name in by_kind.get("Service", ()))
        self.federated = frozenset(by_kind.get("Federated", ()))
        self.roles = frozenset(filter(None, map(_role_name, aws)))

    def grant(self, caller: Caller) -> Grant:
        """Return how directly the list names a caller."""
        if self.everyone:
            return Grant.DIRECT
        if caller.kind == SERVICE:
            named = caller.name in self.services or self.every_service or caller.name in self.federated
            return Grant.DIRECT if named else Grant.NONE
        if caller.kind == PROVIDER:
            return Grant.DIRECT if caller.arn in self.federated else Grant.NONE
        if self._names_role(caller):
            return Grant.ROLE
        if caller.arn in self.names and caller.is_identity:
            return Grant.DIRECT
        if self._names_account(caller):
            return Grant.DIRECT if caller.kind == ROOT else Grant.ACCOUNT
        return Grant.NONE

    def lists_all_of(self, caller: Caller) -> bool:
        """Tell whether the account, the role and the session are listed, as far as the caller has them.

        AWS may look for each of them in a NotPrincipal of a Deny, one after the other.
        Source: AWS JSON policy elements: NotPrincipal, "NotPrincipal with Deny".
        """
        if self.everyone or not caller.is_identity:
            return self.grant(caller) is not Grant.NONE
        if not self._names_account(caller):
            return False
        if caller.kind == ROLE:
            return self._names_role(caller) and (not caller.session or caller.arn in self.names)
        return caller.kind == ROOT or caller.arn in self.names

    def lists_any_of(self, caller: Caller) -> bool:
        """Tell whether the caller is listed, or the account or role that it belongs to."""
        return self.grant(caller) is not Grant.NONE

    def _names_account(self, caller: Caller) -> bool:
        return caller.account in self.names or caller.root_arn in self.names if caller.is_identity else False

    def _names_role(self, caller: Caller) -> bool:
        if caller.kind != ROLE:
            return False
        if not caller.session:
            return caller.arn in self.names
        return (caller.partition, caller.account, caller.name) in self.roles


def _role_name(text: str) -> tuple[str, str, str] | None:
    """Return partition, account and name of a role's ARN: a session's ARN does not have the role's path."""
    arn = split_arn(text)
    if arn is None or arn.service != "iam" or not arn.resource.startswith("role/"):
        return None
    return arn.partition, arn.account, arn.resource.rpartition("/")[2]
