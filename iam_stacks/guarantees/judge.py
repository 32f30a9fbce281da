"""Deciding guarantees, over all requests that there can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, takewhile
from typing import TypeAlias

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.model import Role, User
from iam_stacks.account.questions.subject import Subject
from iam_stacks.account.selection import Selection
from iam_stacks.escalation.path import Path
from iam_stacks.guarantees.area import Area
from iam_stacks.guarantees.found import Found
from iam_stacks.guarantees.guarantee import Guarantee
from iam_stacks.guarantees.numbering import UNSTOPPABLE, Numbering
from iam_stacks.guarantees.scope import actions_of, allowed_by, area_of
from iam_stacks.guarantees.search import Search
from iam_stacks.guarantees.somebody import Becoming, Itself
from iam_stacks.guarantees.verdict import Answer, Verdict, Witness
from iam_stacks.policy.symbol import show_symbols

_Look: TypeAlias = Callable[[Subject], "Iterator[Found]"]


class Judge:
    """Decides the guarantees of an account."""

    def __init__(self, account: Account, escalation: Becoming) -> None:
        """Prepare to decide.

        Args:
            account: the account.
            escalation: knows whom its principals can become; asked for guarantees `through="escalation"` only.
        """
        self._account = account
        self._becoming: dict[str | None, Becoming] = {None: Itself(account), "escalation": escalation}
        self._searches: dict[tuple[str, ...], tuple[Numbering, Search]] = {}

    def verdicts(self, guarantee: Guarantee) -> tuple[Verdict, ...]:
        """Return a verdict for each principal that breaks a guarantee, or may, sorted; exactly one if it holds.

        Args:
            guarantee: the guarantee.

        Raises:
            PolicyError: its principals, actions or resources are not written as they should be, or stand for nothing.
            AccountError: it names nobody of the account, or cannot be decided.
        """
        principals = Selection.parse(guarantee.principals).of(self._account)
        if not principals:
            raise AccountError(f"nobody in the account is meant by {guarantee.principals!r}")
        look = self._look(guarantee, principals)
        broken = (self._broken(guarantee, identity, look) for identity in principals)
        return tuple(each for each in broken if each) or (Verdict(guarantee=guarantee, answer="holds"),)

    def _broken(self, guarantee: Guarantee, identity: User | Role, look: _Look) -> Verdict | None:
        """Return how a principal breaks a guarantee, or may; None if it does not."""
        everybody = self._becoming[guarantee.through].become(identity.arn)
        found = ([_verdict(guarantee, identity.arn, each, who.path) for each in look(who.subject)] for who in everybody)
        if guarantee.verb == "can":
            failing = list(takewhile(bool, found))  # it is enough if one of those that it can become can do all of it
            return _first(chain(*failing), "depends on") if len(failing) == len(everybody) else None
        return _first(chain.from_iterable(found), "broken")

    def _look(self, guarantee: Guarantee, principals: Sequence[User | Role]) -> _Look:
        """Return what finds the requests of a principal that break a guarantee, or may."""
        named = actions_of(guarantee.actions)
        area = area_of(self._account, guarantee.actions, guarantee.on)
        if guarantee.verb == "can_only":
            theirs = {"*"} if guarantee.through else allowed_by(self._account, principals)
            numbering, search = self._search(actions_of([*guarantee.actions, *theirs]))
            listed = numbering.named(named)
            others = numbering.all & ~listed & ~numbering.named([UNSTOPPABLE])
            asked = ((others, Area()), (listed, Area(outside=area.inside)))
            return lambda subject: filter(None, (search.allowed(subject, *each) for each in asked))
        numbering, search = self._search(named)
        find = search.allowed if guarantee.verb == "cannot" else search.refused
        return lambda subject: filter(None, (find(subject, numbering.all, area),))

    def _search(self, actions: tuple[str, ...]) -> tuple[Numbering, Search]:
        """Return what looks through all requests for some actions, made once."""
        if actions not in self._searches:
            numbering = Numbering(actions)
            self._searches[actions] = numbering, Search(self._account, numbering)
        return self._searches[actions]


def _verdict(guarantee: Guarantee, principal: str, found: Found, path: Path | None) -> Verdict:
    is_demand = guarantee.verb == "can"
    sure = not found.possible if is_demand else found.certain and not (path and path.depends_on)
    depends_on = {*found.depends_on, *(path.depends_on if path else ())}
    witness = Witness(
        principal=show_symbols(found.subject.arn),
        action=found.action,
        resource=show_symbols(found.resource),
        statements=found.reasons(allowed=not is_demand),
        depends_on=() if sure else tuple(sorted(map(show_symbols, depends_on))),
        path=path,
    )
    answer: Answer = "broken" if sure else "depends on"
    return Verdict(guarantee=guarantee, answer=answer, principal=principal, witness=witness)


def _first(verdicts: Iterable[Verdict], answer: Answer) -> Verdict | None:
    """Return the first verdict with an answer; if there is none, the first."""
    first = None
    for each in verdicts:
        if each.answer == answer:
            return each
        first = first or each
    return first
