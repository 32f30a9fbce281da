"""What rules look at: an account, its policies, and their statements, each knowing where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from iam_stacks.account.account import Account
from iam_stacks.account.model import Group, Policy, ResourcePolicy, Role, Thing, User, Written
from iam_stacks.account.place import Place
from iam_stacks.account.service_data import expand_actions
from iam_stacks.checks.kind import BOUNDARY, IDENTITY, RESOURCE, TRUST, Kind
from iam_stacks.policy.action import compile_actions
from iam_stacks.policy.document import CURRENT_VERSION, Document
from iam_stacks.policy.statement import Statement
from iam_stacks.policy.symbol import show_symbols
from iam_stacks.policy.wildcard import Matcher

_BARE = re.compile(r"\$\{([^}]*)\}")
_TRUST = "/trust"
_BOUNDARY_KEY = "iam:permissionsboundary"
_AWS_MANAGED = ":iam::aws:policy/"


@dataclass(frozen=True, eq=False)
class StatementView:
    """A statement of a policy.

    Attributes:
        policy: the policy.
        index: its number in the document, from 0.
        statement: the statement.
    """

    policy: PolicyView
    index: int
    statement: Statement

    @property
    def kind(self) -> Kind:
        """The kind of its policy."""
        return self.policy.kind

    @property
    def account(self) -> Account:
        """The account that the policy is of."""
        return self.policy.account

    @property
    def allows(self) -> bool:
        """Whether its Effect is Allow."""
        return self.statement.effect == "Allow"

    @property
    def grants(self) -> bool:
        """Whether it gives permissions to the identities that have its policy: an Allow of an identity-based policy."""
        return self.allows and self.kind == IDENTITY

    @cached_property
    def about(self) -> Matcher:
        """Tells whether it is about an action, given in lower case."""
        statement = self.statement
        negated = statement.not_actions is not None
        return compile_actions(statement.actions or statement.not_actions or (), negated=negated)

    @cached_property
    def actions(self) -> tuple[str, ...]:
        """The actions of its Action element as AWS writes them, patterns expanded; none if it has NotAction."""
        found = (action for text in self.statement.actions or () for action in expand_actions(text))
        return tuple(dict.fromkeys(found))

    @cached_property
    def reaches(self) -> tuple[str, ...]:
        """The actions that it is about, NotAction included; what AWS has and does not list is left out."""
        if self.statement.not_actions is None:
            return self.actions
        spared = {action for text in self.statement.not_actions for action in expand_actions(text)}
        return tuple(action for action in expand_actions("*") if action not in spared)

    @cached_property
    def reach(self) -> frozenset[str]:
        """The same, to be asked whether an action is among them."""
        return frozenset(self.reaches)


@dataclass(frozen=True, kw_only=True, eq=False)
class PolicyView:
    """A policy document in its place.

    Attributes:
        account: the account that it is of.
        kind: `identity`, `trust`, `resource`, `boundary`, `scp`, `rcp` or `session`.
        written: the document as it is written.
        of_aws: whether it is one of AWS's managed policies, attached to `holders[0]`: nobody here can change it.
        holders: the users, groups and roles that have it: as a policy, as boundary, as trust.
        guarded: what it guards, if it is the policy of a resource.
        quotas: as in `AccountView`.
    """

    account: Account
    kind: Kind
    written: Written
    of_aws: bool = False
    holders: tuple[Thing, ...] = ()
    guarded: ResourcePolicy | None = None
    quotas: Mapping[str, int] = field(default_factory=dict)

    @property
    def document(self) -> Document | None:
        """The document; None if it is malformed."""
        return self.written.policy.document if self.written.policy else None

    @property
    def place(self) -> Place:
        """Where the document is written."""
        return self.written.place

    @cached_property
    def name(self) -> str:
        """A short name, the same at every synthesis: a managed policy's, an inline policy's, or `trust`."""
        return _BARE.sub(r"\1", show_symbols(self.written.name).rpartition("/")[2])

    @property
    def has_variables(self) -> bool:
        """Whether the document's version has policy variables."""
        return self.document is not None and self.document.version == CURRENT_VERSION

    @cached_property
    def statements(self) -> tuple[StatementView, ...]:
        """Its statements; none if it is malformed."""
        listed = self.document.statements if self.document else ()
        return tuple(StatementView(self, index, statement) for index, statement in enumerate(listed))

    @property
    def raw_statements(self) -> tuple[tuple[int, Mapping[str, Any]], ...]:
        """The statements as they are written, malformed ones too, each with its number from 0."""
        source = self.written.source
        listed = source.get("Statement", ()) if isinstance(source, Mapping) else ()
        statements = listed if isinstance(listed, list | tuple) else [listed]
        return tuple((index, each) for index, each in enumerate(statements) if isinstance(each, Mapping))


@dataclass(frozen=True, eq=False)
class AccountView:
    """An account, with what is known of its quotas.

    Attributes:
        account: the account.
        quotas: quotas that AWS has changed for the account, by the names of `policy.limits.QUOTAS`.
        kind: the kind of policies that are written alone, without an identity or resource that has them.
        own_accounts: accounts that are ours besides this one.
    """

    account: Account
    quotas: Mapping[str, int] = field(default_factory=dict)
    kind: Kind | None = None
    own_accounts: frozenset[str] = frozenset()

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
                if _AWS_MANAGED in policy.name:
                    place = Place(identity.template or "", identity.logical_id or _shown(identity), ("Properties",))
                    written = Written(
                        name=policy.name, layer=IDENTITY, place=place, source=policy.document.render(), policy=policy
                    )
                    yield PolicyView(
                        account=self.account, kind=IDENTITY, written=written, of_aws=True, holders=(identity,)
                    )

    def _kind(self, written: Written) -> Kind:
        if alone := self.kind or written.kind:
            return alone
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
