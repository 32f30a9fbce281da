"""An account, and all policies in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from iam_stacks.account.account import Account
from iam_stacks.account.model import Group, Policy, ResourcePolicy, Role, Thing, User, Written
from iam_stacks.account.place import Place
from iam_stacks.checks.views.policy import PolicyView
from iam_stacks.checks.wanted import Wanted
from iam_stacks.policy.aws_managed import AWS_MANAGED
from iam_stacks.policy.kind import BOUNDARY, IDENTITY, RESOURCE, TRUST, Kind

_TRUST = "/trust"
_BOUNDARY_KEY = "iam:permissionsboundary"


@dataclass(frozen=True, eq=False)
class AccountView:
    """An account, with what else is known of it.

    Attributes:
        account: the account.
        quotas: quotas that AWS has changed for the account, by the names of `policy.limits.QUOTAS`.
        own_accounts: accounts that are ours besides this one.
        wanted: what is said of it.
    """

    account: Account
    quotas: Mapping[str, int] = field(default_factory=dict)
    own_accounts: frozenset[str] = frozenset()
    wanted: Wanted = field(default_factory=Wanted)

    @cached_property
    def policies(self) -> tuple[PolicyView, ...]:
        """Every policy that somebody wrote, and those of AWS, once for each identity that they are attached to."""
        return (*self._written(), *self._of_aws())

    @property
    def identities(self) -> tuple[User | Group | Role, ...]:
        """All users, groups and roles."""
        return (*self.account.users, *self.account.groups, *self.account.roles)

    @property
    def principals(self) -> tuple[User | Role, ...]:
        """All users and roles."""
        return (*self.account.users, *self.account.roles)

    @cached_property
    def named_administrators(self) -> frozenset[str]:
        """The ARNs of the users and roles who are meant to be administrators."""
        return self.wanted.named(self.account)

    def _written(self) -> Iterator[PolicyView]:
        for written in self.account.written:
            key = id(written.policy)
            guarded = self._guarded.get(key) if written.policy else None
            holders = self._holders.get(key, ()) if written.policy else ()
            yield PolicyView(
                account=self.account,
                kind=self._kind(written),
                written=written,
                holders=tuple(holders),
                guarded=guarded,
                quotas=self.quotas,
            )

    def _of_aws(self) -> Iterator[PolicyView]:
        for identity in self.identities:
            for policy in identity.policies:
                if AWS_MANAGED in policy.name:
                    place = Place(identity.template or "", identity.logical_id or _shown(identity), ("Properties",))
                    written = Written(
                        name=policy.name, layer=IDENTITY, place=place, source=policy.document.render(), policy=policy
                    )
                    yield PolicyView(
                        account=self.account, kind=IDENTITY, written=written, of_aws=True, holders=(identity,)
                    )

    def _kind(self, written: Written) -> Kind:
        if written.kind:
            return written.kind
        if written.name.endswith(_TRUST) and written.layer == RESOURCE:
            return TRUST
        if written.layer == RESOURCE:
            return RESOURCE
        key = id(written.policy)
        bounds = key in self._boundaries or written.name in self._demanded
        return BOUNDARY if bounds and key not in self._granting else IDENTITY

    @cached_property
    def _boundaries(self) -> frozenset[int]:
        return frozenset(id(each.boundary) for each in self.principals if each.boundary)

    @cached_property
    def _demanded(self) -> frozenset[str]:
        """The ARNs of boundaries that policies demand of those who are created."""
        documents = (written.policy.document for written in self.account.written if written.policy)
        clauses = (clause for each in documents for statement in each.statements for clause in statement.conditions)
        return frozenset(arn for clause in clauses if clause.key.lower() == _BOUNDARY_KEY for arn in clause.values)

    @cached_property
    def _granting(self) -> frozenset[int]:
        return frozenset(id(policy) for identity in self.identities for policy in identity.policies)

    @cached_property
    def _guarded(self) -> Mapping[int, ResourcePolicy]:
        return {id(guard.policy): guard for guard in self.account.resource_policies}

    @cached_property
    def _holders(self) -> Mapping[int, list[Thing]]:
        found: dict[int, list[Thing]] = defaultdict(list)
        for thing, policy in self._held():
            found[id(policy)].append(thing)
        return found

    def _held(self) -> Iterable[tuple[Thing, Policy]]:
        for identity in self.identities:
            yield from ((identity, policy) for policy in identity.policies)
        for bounded in self.principals:
            yield from ((bounded, bounded.boundary),) if bounded.boundary else ()
        for role in self.account.roles:
            yield from ((role, role.trust),) if role.trust else ()


def _shown(thing: Thing) -> str:
    return thing.arn.split(":", 5)[5]
