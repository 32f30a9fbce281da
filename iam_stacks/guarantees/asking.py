"""Asking the policy engine, as `Account.can` does."""

from __future__ import annotations

from iam_stacks.account.account import Account
from iam_stacks.account.model import Policy
from iam_stacks.account.questions.access import Asker, Question
from iam_stacks.account.questions.subject import Subject, delegating_to
from iam_stacks.guarantees.found import Found
from iam_stacks.guarantees.guards import Guards
from iam_stacks.guarantees.requests import Candidate
from iam_stacks.policy.special import needs_resource_policy


class Asking:
    """Asks the policy engine about one request after the other, as `Account.can` does."""

    def __init__(self, account: Account, guards: Guards) -> None:
        """Prepare the questions.

        Args:
            account: the account.
            guards: its resource policies.
        """
        self.region = account.region
        self._owner = account.account_id
        self._guards = guards
        self._delegating = (delegating_to(account.account_id),)

    def ask(self, subject: Subject, action: str, candidate: Candidate) -> Found:
        """Return what a principal gets if it makes a request."""
        policies = self._guards.of(action, candidate.resource)
        question = self._question(action, candidate.resource, policies)
        unread = not policies and needs_resource_policy(question.request(subject))
        if unread:
            question = self._question(action, candidate.resource, self._delegating)
        decision = Asker(question).decide(subject)
        statement = candidate.entry.reason if candidate.entry else None
        return Found(subject, action, candidate.resource, decision, unread, statement)

    def _question(self, action: str, resource: str, policies: tuple[Policy, ...]) -> Question:
        return Question(
            action=action,
            resource=resource,
            resource_account=self._owner,
            resource_policies=policies,
            context={},
            unknown=("*",),
        )
