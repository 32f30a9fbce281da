"""A policy document in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from iam_stacks.account.account import Account
from iam_stacks.account.model import ResourcePolicy, Thing, Written
from iam_stacks.account.place import Place
from iam_stacks.checks.views.statement import StatementView
from iam_stacks.policy.document import CURRENT_VERSION, Document
from iam_stacks.policy.kind import Kind
from iam_stacks.policy.symbol import show_symbols

_BARE = re.compile(r"\$\{([^}]*)\}")


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

    @cached_property
    def raw_statements(self) -> tuple[tuple[int, Mapping[str, Any]], ...]:
        """The statements as they are written, malformed ones too, each with its number from 0."""
        source = self.written.source
        listed = source.get("Statement", ()) if isinstance(source, Mapping) else ()
        statements = listed if isinstance(listed, list | tuple) else [listed]
        return tuple((index, each) for index, each in enumerate(statements) if isinstance(each, Mapping))
