"""Whom a principal is, and whom it can become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from iam_stacks.account.account import Account
from iam_stacks.account.model import Role, User
from iam_stacks.account.questions.subject import Subject, inside
from iam_stacks.escalation.path import Path


class Somebody(Protocol):
    """Somebody that a principal can become."""

    @property
    def subject(self) -> Subject:
        """Who."""

    @property
    def path(self) -> Path | None:
        """How; None for the principal itself."""


class Becoming(Protocol):
    """Knows whom principals can become, as `iam_stacks.escalation.escalation.Escalation` does."""

    def become(self, arn: str) -> Sequence[Somebody]:
        """Return the principal itself, and everybody that it can become."""


@dataclass(frozen=True)
class _Oneself:
    subject: Subject
    path: Path | None = None


class Itself:
    """Knows of nobody that a principal could become."""

    def __init__(self, account: Account) -> None:
        """Take the principals of an account."""
        identities: tuple[User | Role, ...] = (*account.users, *account.roles)
        self._identities = {each.arn: each for each in identities}

    def become(self, arn: str) -> Sequence[Somebody]:
        """Return the principal itself."""
        return (_Oneself(inside(self._identities[arn])),)
