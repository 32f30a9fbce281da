"""Proofs by our rules: what they look at was read, and they say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import Group, Role, User
from iam_stacks.checks.views import PolicyView
from iam_stacks.evidence.permission_sets import PermissionSet, permission_sets
from iam_stacks.evidence.practice import Proof
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Claim, Shown, all_of, claimed
from iam_stacks.policy.kind import IDENTITY, TRUST, Kind
from iam_stacks.policy.symbol import show_symbols


def granted_without(*rules: str) -> Proof:
    """Return the proof that no policy of somebody is what some rules are about."""
    return lambda records: all_of(
        [
            *_read(records, IDENTITY),
            *map(unread, records.holders),
            *(claimed(each.name, [_says_nothing(each)]) for each in permission_sets(records)),
            Shown(against=records.found(*rules)),
        ]
    )


def trusted_without(*rules: str) -> Proof:
    """Return the proof that no trust policy is what some rules are about."""
    return lambda records: all_of([*_read(records, TRUST), Shown(against=records.found(*rules))])


def is_read(policy: PolicyView) -> Iterator[Claim]:
    """Yield that a policy is known not to be at fault, as far as no rule says so."""
    yield policy.document is not None or None, f"allows too much by the policy {policy.name}"


def unread(holder: User | Group | Role) -> Shown:
    """Return what is not known of somebody whose policies were not all read."""
    names = set(holder.attached) - {policy.name for policy in holder.policies}
    return Shown(open=tuple(f"{called(holder)} has {show_symbols(name)}, which was not read" for name in sorted(names)))


def _read(records: Records, kind: Kind) -> Iterator[Shown]:
    return (claimed(records.at(each.place), is_read(each)) for each in records.policies(kind))


def _says_nothing(of: PermissionSet) -> Claim:
    return (
        None if of.inline or of.managed or of.refers else True,
        "allows too much by its policies, which no rule reads",
    )
