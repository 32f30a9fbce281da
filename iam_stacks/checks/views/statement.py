"""A statement of a policy, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from iam_stacks.account.account import Account
from iam_stacks.account.service_data import expand_actions
from iam_stacks.policy.action import compile_actions
from iam_stacks.policy.kind import IDENTITY, Kind
from iam_stacks.policy.statement import Statement
from iam_stacks.policy.wildcard import Matcher

if TYPE_CHECKING:
    from iam_stacks.checks.views.policy import PolicyView


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
