"""Looking for a request that is allowed, or for one that is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.questions.subject import Subject
from iam_stacks.guarantees.area import Area
from iam_stacks.guarantees.asking import Asking
from iam_stacks.guarantees.found import Found
from iam_stacks.guarantees.guards import Guards
from iam_stacks.guarantees.holder import Holder, Holders
from iam_stacks.guarantees.let import Let
from iam_stacks.guarantees.numbering import UNSTOPPABLE, Numbering, parts
from iam_stacks.guarantees.readable import readable
from iam_stacks.guarantees.requests import Candidate, Requests
from iam_stacks.policy.layers import Entry
from iam_stacks.policy.symbol import show_symbols
from iam_stacks.policy.witness import TooLargeError

Candidates = Callable[[Holder, str, Sequence[Entry]], Iterator[Candidate]]


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
        self._let = Let(self._guards.statements(), numbering)
        self._requests = Requests(account, self._guards)
        self._asking = Asking(account, self._guards)
        self._remembered: dict[Any, Found | None] = {}

    def allowed(self, subject: Subject, actions: int, area: Area) -> Found | None:
        """Return a request that is allowed, for certain if there is one, or may be.

        Args:
            subject: the principal.
            actions: the actions, as a set of the numbering.
            area: the resources.
        """
        always = self._numbering.named([UNSTOPPABLE])
        reach = actions & (self._holders.may_be_allowed(subject) | self._let.by(subject) | always)
        if not reach or area.is_empty:
            return None
        return self._remember(("allowed", reach, area), subject, lambda: self._allowed(subject, reach, area))

    def refused(self, subject: Subject, actions: int, area: Area) -> Found | None:
        """Return a request that is not allowed, for certain if there is one, or may not be; otherwise as `allowed`."""
        return self._remember(("refused", actions, area), subject, lambda: self._refused(subject, actions, area))

    def _readable(self, found: Found, area: Area) -> Found:
        """Return the same with the most readable resource of which the same is said; at worst it is the same one."""

        def is_like(text: str) -> bool:
            if text == found.resource:
                return True  # has been asked
            other = self._asking.ask(found.subject, found.action, found.about, Candidate(text, None))
            return other.says_the_same(found) and self._requests.is_in_area(found.action, area, text)

        return replace(found, resource=next(filter(is_like, readable(found.resource, self._asking.region))))

    def _allowed(self, subject: Subject, actions: int, area: Area) -> Found | None:
        def candidates(holder: Holder, action: str, about: Sequence[Entry]) -> Iterator[Candidate]:
            return self._requests.allowed(holder, action, about, area, always=action == UNSTOPPABLE)

        possible = (found for found in self._asked(subject, actions, area, candidates) if found.possible)
        return self._best(possible, area, lambda found: found.certain)

    def _refused(self, subject: Subject, actions: int, area: Area) -> Found | None:
        def candidates(holder: Holder, action: str, about: Sequence[Entry]) -> Iterator[Candidate]:
            return self._requests.every(holder, action, about, area)

        refused = (found for found in self._asked(subject, actions, area, candidates) if not found.certain)
        return self._best(refused, area, lambda found: not found.possible)

    def _asked(self, subject: Subject, actions: int, area: Area, candidates: Candidates) -> Iterator[Found]:
        """Yield what is said to each request that stands for others.

        Raises:
            AccountError: the policies overlap in too many ways.
        """
        holder = self._holders.of(subject)
        for alike in parts(actions, (*holder.sets, *self._let.sets, self._numbering.named([UNSTOPPABLE]))):
            about = holder.about(alike)
            seen: set[object] = set()
            for action in self._numbering.actions(alike):
                kinds = self._requests.kinds_of(action)
                if kinds in seen:
                    continue
                looks = self._requests.looks_of(holder, action, about, area)
                known = looks in seen
                seen |= {kinds, looks}
                if known:
                    continue
                try:
                    for candidate in dict.fromkeys(candidates(holder, action, about)):
                        yield self._asking.ask(subject, action, about, candidate)
                except TooLargeError:
                    who = show_symbols(subject.arn)
                    raise AccountError(
                        f"whether {who} can do {action} cannot be decided: the resources of statements overlap in too "
                        "many ways; give them fewer wildcards"
                    ) from None

    def _remember(
        self, question: tuple[Any, ...], subject: Subject, answer: Callable[[], Found | None]
    ) -> Found | None:
        """Answer once for all who have the same policies, if these do not tell them apart."""
        who = subject.caller if self._holders.is_personal(subject) or self._let.is_personal(subject) else ""
        role = ":role/" in subject.caller
        key = (*question, tuple(map(id, subject.policies)), id(subject.boundary), who, role)
        if key not in self._remembered:
            self._remembered[key] = answer()
        found = self._remembered[key]
        return found and replace(found, subject=subject)

    def _best(self, found: Iterator[Found], area: Area, is_best: Callable[[Found], bool]) -> Found | None:
        """Return the first of the best kind; if there is none, the first."""
        first = None
        for each in found:
            if is_best(each):
                return self._readable(each, area)
            first = first or each
        return first and self._readable(first, area)
