"""Asking the policy engine what a principal may do, one question after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from iam_stacks.account.model import Policy
from iam_stacks.account.questions.subject import Subject
from iam_stacks.escalation.relevance import Relevance
from iam_stacks.policy.context import ContextValue
from iam_stacks.policy.decision import ALLOWED, Decision
from iam_stacks.policy.evaluator import Evaluator
from iam_stacks.policy.layers import BOUNDARY, IDENTITY, RESOURCE, Entry, Layers
from iam_stacks.policy.principal import Grant
from iam_stacks.policy.question import open_questions
from iam_stacks.policy.request import Request
from iam_stacks.policy.rule import Rule

_ANYTHING = ("*",)
"""What nobody knows of a request: MFA, the address, an external id, ..."""

_CERTAIN = {"aws:SecureTransport": True}
"""What whoever means to gain power sees to."""


class Asking:
    """Asks about the actions that matter; statements about others are not looked at."""

    def __init__(self, account_id: str, relevance: Relevance) -> None:
        """Prepare the questions.

        Args:
            account_id: of the account.
            relevance: knows the statements that matter.
        """
        self._account_id = account_id
        self._relevance = relevance
        self._entries: dict[tuple[str, int], tuple[Entry, ...]] = {}
        self._latest: tuple[Subject, tuple[int, ...], Evaluator] | None = None

    def decide(
        self,
        subject: Subject,
        action: str,
        resource: str,
        context: Mapping[str, ContextValue],
        guards: Sequence[Policy] = (),
    ) -> Decision:
        """Answer whether a principal may do something. If it may, the reasons are the statements that let it.

        Args:
            subject: the principal.
            action: the action; one of those that matter.
            resource: its ARN, or `*`.
            context: the condition keys that are known, besides those of the principal.
            guards: the policies of the resource, such as a role's trust policy.
        """
        request = Request(
            principal=subject.caller,
            action=action,
            resource=resource,
            resource_account=self._account_id,
            context={**_CERTAIN, **subject.context, **context},
            unknown=_ANYTHING,
        )
        decision = self._evaluator(subject, guards).decide(request)
        if decision.allowed or ALLOWED not in decision.outcomes:
            return decision
        entries = self._layers(subject, guards).entries
        return replace(decision, reasons=tuple(each.reason for each in entries if _may_allow(each.rule, request)))

    def _evaluator(self, subject: Subject, guards: Sequence[Policy]) -> Evaluator:
        """Return the evaluator of a principal; mostly many questions are asked about the same one in a row."""
        key = tuple(map(id, guards))
        if self._latest is None or self._latest[0] is not subject or self._latest[1] != key:
            self._latest = (subject, key, Evaluator.of(self._layers(subject, guards)))
        return self._latest[2]

    def _layers(self, subject: Subject, guards: Sequence[Policy]) -> Layers:
        boundary = (subject.boundary,) if subject.boundary else ()
        kinds = ((IDENTITY, subject.policies), (BOUNDARY, boundary), (RESOURCE, guards))
        return Layers(
            entries=tuple(
                entry for layer, policies in kinds for policy in policies for entry in self._of(layer, policy)
            ),
            has_boundary=subject.boundary is not None,
            has_resource_policy=bool(guards),
        )

    def _of(self, layer: str, policy: Policy) -> tuple[Entry, ...]:
        key = layer, id(policy)
        if key not in self._entries:
            rules = self._relevance.rules(policy)
            self._entries[key] = tuple(Entry(layer, policy.name, rule) for rule in rules)
        return self._entries[key]


def _may_allow(rule: Rule, request: Request) -> bool:
    """Tell whether a statement allows a request, or would with some values of what nobody knows."""
    if not (rule.allows and rule.about(request.folded_action)):
        return False
    named = rule.grant(request.caller, bounded=False) is not Grant.NONE
    return named and open_questions(rule, request) is not None
