"""Asking the policy engine, as `Account.can` does."""

from __future__ import annotations

from collections.abc import Sequence

from iam_stacks.account.account import Account
from iam_stacks.account.questions.subject import Subject, delegating_to
from iam_stacks.guarantees.found import Found
from iam_stacks.guarantees.guards import Guards
from iam_stacks.guarantees.requests import Candidate
from iam_stacks.policy.evaluator import Evaluator
from iam_stacks.policy.layers import RESOURCE, Entry, Layers, entries
from iam_stacks.policy.request import Request
from iam_stacks.policy.special import needs_resource_policy

_ANYTHING = ("*",)
"""What nobody knows of a request: MFA, the address, tags, ..."""


class Asking:
    """Asks about one request after the other; only statements about its action are looked at."""

    def __init__(self, account: Account, guards: Guards) -> None:
        """Prepare the questions.

        Args:
            account: the account.
            guards: its resource policies.
        """
        self.region = account.region
        self._owner = account.account_id
        self._guards = guards
        delegating = delegating_to(account.account_id)
        self._delegating = tuple(entries(RESOURCE, delegating.name, delegating.document))

    def ask(self, subject: Subject, action: str, about: Sequence[Entry], candidate: Candidate) -> Found:
        """Return what a principal gets if it makes a request.

        Args:
            subject: the principal.
            action: what it does.
            about: its statements about that.
            candidate: to what.
        """
        request = Request(
            principal=subject.caller,
            action=action,
            resource=candidate.resource,
            resource_account=self._owner,
            context=subject.context,
            unknown=_ANYTHING,
        )
        guarding = self._guards.of(action, candidate.resource)
        unread = guarding is None and needs_resource_policy(request)
        others = (self._delegating if unread else ()) if guarding is None else guarding
        layers = Layers(
            entries=(*about, *others),
            has_boundary=subject.boundary is not None,
            has_resource_policy=unread or guarding is not None,
        )
        decision = Evaluator.of(layers).decide(request)
        statement = candidate.entry.reason if candidate.entry else None
        return Found(subject, action, about, candidate.resource, decision, unread, statement)
