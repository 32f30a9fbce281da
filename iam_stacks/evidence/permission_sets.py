"""Permission sets of IAM Identity Center: each becomes a role of every account that it is assigned in.

AWS source: IAM Identity Center User Guide, "Manage AWS accounts with permission sets".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iam_stacks.account.model import Declared, Policy, Written
from iam_stacks.checks.views import PolicyView
from iam_stacks.evidence.records import Records, called
from iam_stacks.policy.document import Document
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.kind import IDENTITY
from iam_stacks.policy.symbol import symbol

_INLINE, _MANAGED, _REFERENCES = "InlinePolicy", "ManagedPolicies", "CustomerManagedPolicyReferences"


@dataclass(frozen=True)
class PermissionSet:
    """A permission set.

    Attributes:
        records: what it was read with.
        declared: the resource.
    """

    records: Records
    declared: Declared

    @property
    def name(self) -> str:
        """What a report calls it."""
        return called(self.declared)

    @property
    def managed(self) -> list[str]:
        """The ARNs of AWS's policies that it has; a symbol if they are known at deployment only."""
        given = self.declared.properties.get(_MANAGED, [])
        return list(map(str, given)) if isinstance(given, list) else [symbol(_MANAGED)]

    @property
    def refers(self) -> bool:
        """Whether it has policies of the accounts that it is assigned in, by their names."""
        return bool(self.declared.properties.get(_REFERENCES))

    @property
    def inline(self) -> PolicyView | None:
        """The policy that is part of it, with no document if that is malformed; None if it has none."""
        source = self.declared.properties.get(_INLINE)
        if source is None:
            return None
        try:
            policy = Policy(_INLINE, Document.parse(source))
        except PolicyError:
            policy = None
        place = self.declared.place.at(_INLINE)
        written = Written(name=_INLINE, layer=IDENTITY, place=place, source=source, policy=policy)
        return PolicyView(account=self.records.account, kind=IDENTITY, written=written)


def permission_sets(records: Records) -> Iterator[PermissionSet]:
    """Yield the permission sets that templates declare."""
    return (PermissionSet(records, each) for each in records.declared("AWS::SSO::PermissionSet"))
