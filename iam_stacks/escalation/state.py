"""A principal with what somebody has gained for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from iam_stacks.account.model import Policy, Role, User
from iam_stacks.account.questions.subject import Subject, inside
from iam_stacks.account.unforeseen import UNFORESEEN
from iam_stacks.escalation.estate import Estate
from iam_stacks.escalation.method import Gain
from iam_stacks.escalation.things import bits_of
from iam_stacks.policy.document import Document

_EVERYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}
GIVEN = Policy("what it has been given", Document.parse({"Version": "2012-10-17", "Statement": _EVERYTHING}))
"""What somebody gives who can give any permission."""

CREATED = -1
"""The number of a principal that somebody has created."""


@dataclass(frozen=True)
class State:
    """A principal, as it is or with more.

    Attributes:
        principal: its number in the estate; CREATED for one that is new.
        empowered: whether it is allowed everything, but for what a Deny or its boundary takes away.
        unbound: whether it has no permissions boundary any more.
        groups: the groups that it has joined: a set of their places in the account.
        passed: those that it could have joined instead. They are not joined any more: with each order of joining there
            would be more states than anybody can look at.
    """

    principal: int
    empowered: bool = False
    unbound: bool = False
    groups: int = 0
    passed: int = 0

    def joining(self, groups: int, joinable: int) -> State:
        """Return the state after some groups have been joined.

        Args:
            groups: the groups.
            joinable: all groups that could be joined.
        """
        joined = groups & ~self.passed
        if not joined & ~self.groups:
            return self
        return replace(self, groups=self.groups | joined, passed=self.passed | joinable & ~joined)

    def after(self, gain: Gain) -> State:
        """Return the state after its principal has been empowered, or its boundary has been taken away."""
        return replace(self, empowered=True) if gain is Gain.EMPOWER else replace(self, unbound=True)

    def without_what_changes_nothing(self, estate: Estate) -> State:
        """Return the same state, told without a boundary that is not there and groups that its principal is in."""
        if not self.unbound and not self.groups:
            return self
        principal = estate.principals[self.principal]
        groups = self.groups & ~estate.groups_of(principal)
        unbound = self.unbound and principal.boundary is not None
        return replace(self, unbound=unbound, groups=groups, passed=self.passed if groups else 0)

    def subject(self, estate: Estate) -> Subject:
        """Return whom the policy engine is asked about."""
        if self.principal == CREATED:
            account = estate.account
            arn = f"arn:{account.partition}:iam::{account.account_id}:role/{UNFORESEEN}"
            return Subject(arn=arn, caller=arn, policies=(GIVEN,))
        principal: User | Role = estate.principals[self.principal]
        joined = (policy for group in bits_of(self.groups) for policy in estate.account.groups[group].policies)
        own = inside(principal)
        return replace(
            own,
            policies=(*own.policies, *joined, *((GIVEN,) if self.empowered else ())),
            boundary=None if self.unbound else own.boundary,
        )
