"""Asking the engine what the principals of an account may do, each kind of principal once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from iam_stacks.account.model import Group, Policy, Role, User
from iam_stacks.account.questions.access import Asker, Question
from iam_stacks.account.questions.subject import Subject, inside
from iam_stacks.account.unforeseen import UNFORESEEN
from iam_stacks.checks.things import receivers
from iam_stacks.checks.views import AccountView, PolicyView
from iam_stacks.escalation.powers import giving_anything
from iam_stacks.policy.decision import Decision
from iam_stacks.policy.rule import Rule

_WHO = ("aws:principal", "aws:user")
"""How the condition keys begin that say who somebody is: aws:PrincipalArn, aws:PrincipalTag, aws:username, ..."""


class Subjects:
    """Who has the policies of an account."""

    def __init__(self, view: AccountView) -> None:
        """Prepare the questions.

        Args:
            view: the account.
        """
        self._view = view
        self._account = view.account
        self._askers: dict[tuple[str, str], Asker] = {}
        self._decisions: dict[Any, Decision] = {}
        self._personal: dict[int, bool] = {}

    @cached_property
    def members(self) -> dict[str, list[User]]:
        """The users of each group that has some, by the group's ARN."""
        found: dict[str, list[User]] = {}
        for user in self._account.users:
            for group in user.groups:
                found.setdefault(group.arn, []).append(user)
        return found

    @property
    def empty_groups(self) -> tuple[Group, ...]:
        """The groups in which nobody is."""
        return tuple(group for group in self._account.groups if group.arn not in self.members)

    def having(self, policy: PolicyView) -> Iterator[Subject]:
        """Yield who has an identity-based policy, of its own or by a group; if nobody has, somebody who would."""
        for receiver in receivers(policy):
            yield from map(self.of, self.members.get(receiver.arn, (receiver,)))
        if not policy.holders:
            yield self.stranger(policy)

    def of(self, thing: User | Group | Role) -> Subject:
        """Return a user or role; somebody who would be in a group."""
        return self._somebody(thing.policies) if isinstance(thing, Group) else inside(thing)

    def stranger(self, policy: PolicyView) -> Subject:
        """Return somebody who would have a policy that nobody has."""
        assert policy.written.policy
        return self._somebody((policy.written.policy,))

    def decide(self, subject: Subject, action: str, resource: str) -> Decision:
        """Answer whether somebody may do something with IAM, to users and roles that have no boundary.

        Args:
            subject: who.
            action: what.
            resource: to what.
        """
        policies = (*subject.policies, *((subject.boundary,) if subject.boundary else ()))
        about = subject.arn if any(map(self._is_personal, policies)) else ""
        key = (tuple(map(id, policies)), id(subject.boundary), about, action, resource)
        if key not in self._decisions:
            self._decisions[key] = self._asker(action, resource).decide(subject)
        return self._decisions[key]

    def _asker(self, action: str, resource: str) -> Asker:
        account = self._account
        if (action, resource) not in self._askers:
            question = Question(
                action=action,
                resource=resource,
                resource_account=account.account_id,
                resource_policies=(),
                context=giving_anything(account),
                unknown=("*",),
            )
            self._askers[action, resource] = Asker(question)
        return self._askers[action, resource]

    def _somebody(self, policies: tuple[Policy, ...]) -> Subject:
        arn = f"arn:{self._account.partition}:iam::{self._account.account_id}:user/{UNFORESEEN}"
        return Subject(arn=arn, caller=arn, policies=policies)

    def _is_personal(self, policy: Policy) -> bool:
        """Tell whether a policy may say different things about those who have it."""
        key = id(policy)
        if key not in self._personal:
            self._personal[key] = any(map(_is_personal, policy.document.rules))
        return self._personal[key]


def _is_personal(rule: Rule) -> bool:
    clauses = rule.statement.conditions
    by_key = any(clause.key.lower().startswith(_WHO) for clause in clauses)
    by_variable = any("${" in value for clause in clauses for value in clause.values)
    return by_key or by_variable or bool(rule.resources and rule.resources.variable)
