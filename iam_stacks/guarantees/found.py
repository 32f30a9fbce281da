"""A request that was found, with what the policy engine says to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iam_stacks.account.questions.subject import Subject
from iam_stacks.policy.decision import ALLOWED, Decision, Reason
from iam_stacks.policy.layers import Entry

UNREAD = "the policy of the resource, which is not in what was read"
"""What decides about roles and keys that are not in what was read, besides condition keys."""


@dataclass(frozen=True)
class Found:
    """A request.

    Attributes:
        subject: who makes it.
        action: as AWS writes it.
        about: the statements of the principal that are about it.
        resource: the ARN, or `*`.
        decision: the answer; for what is not in what was read, the answer if its policy leaves it to the account.
        unread: whether the resource cannot be used without a policy that is not in what was read.
        statement: a statement that may allow it, or may deny it, if that was looked for; None if there is none.
    """

    subject: Subject
    action: str
    about: Sequence[Entry]
    resource: str
    decision: Decision
    unread: bool
    statement: Reason | None = None

    @property
    def possible(self) -> bool:
        """Whether it is allowed, or may be."""
        return ALLOWED in self.decision.outcomes

    @property
    def certain(self) -> bool:
        """Whether it is allowed, whatever nobody knows."""
        return self.decision.outcomes == (ALLOWED,) and not self.unread

    @property
    def depends_on(self) -> tuple[str, ...]:
        """What decides, if something does."""
        return (*self.decision.depends_on, *((UNREAD,) if self.unread else ()))

    def says_the_same(self, other: Found) -> bool:
        """Tell whether another request is answered in the same way."""
        return (self.decision, self.unread) == (other.decision, other.unread)

    def reasons(self, *, allowed: bool) -> tuple[Reason, ...]:
        """Return the statements that allow it, or those that deny it and the layers that do not allow it.

        Args:
            allowed: which of the two.
        """
        if self.decision.allowed is allowed or self.statement is None:
            return self.decision.reasons
        return (self.statement,)
