"""Looking for a request that is allowed, or for one that is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.questions.subject import Subject
from iam_stacks.guarantees.area import Area
from iam_stacks.guarantees.asking import Asking
from iam_stacks.guarantees.found import Found
from iam_stacks.guarantees.guards import Guards
from iam_stacks.guarantees.holder import Holder, Holders, is_personal
from iam_stacks.guarantees.numbering import UNSTOPPABLE, Numbering, alike
from iam_stacks.guarantees.requests import Candidate, Requests
from iam_stacks.policy.layers import Entry
from iam_stacks.policy.symbol import show_symbols
from iam_stacks.policy.witness import TooLargeError

Look = Callable[[Holder], Found | None]


class Search:
    """Looks through all requests for some actions that a principal can make."""

    def __init__(self, account: Account, numbering: Numbering) -> None:
        """Prepare to look.

        Args:
            account: the account.
            numbering: the actions in question.
        """
        self._numbering = numbering
        self._holders = Holders(numbering)
        self._guards = Guards(account)
        self._requests = Requests(account, self._guards)
        self._asking = Asking(account, self._guards)
        self._remembered: dict[Any, Found | None] = {}

    def in_area(self, action: str, area: Area) -> bool:
        """Tell whether an action has a resource there."""
        return self._requests.in_area(action, area)

    def allowed(self, subject: Subject, actions: int, area: Area) -> Found | None:
        """Return a request that is allowed, or may be; one that is for certain, if there is one.

        Args:
            subject: the principal.
            actions: the actions, as a set of the numbering.
            area: the resources.
        """
        reach = actions & (self._holders.may_be_allowed(subject) | self._let(subject) | self._unstoppable)
        if not reach:
            return None
        holder = self._holders.of(subject)

        def candidates(action: str, about: Sequence[Entry]) -> Iterator[Candidate]:
            return self._requests.allowed(holder, action, about, area, always=action == UNSTOPPABLE)

        return _surest(
            found for found in self._ask(holder, reach, candidates) if found.possible
        )
