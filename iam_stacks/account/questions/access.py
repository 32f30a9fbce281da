"""Can this principal do that? Who can?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from iam_stacks.account.model import Policy
from iam_stacks.account.questions.subject import OUTSIDE, Subject
from iam_stacks.policy.context import ContextValue
from iam_stacks.policy.decision import ALLOWED, Decision
from iam_stacks.policy.evaluator import Evaluator
from iam_stacks.policy.explanation import Considered
from iam_stacks.policy.layers import BOUNDARY, IDENTITY, RESOURCE, Entry, Layers, entries
from iam_stacks.policy.request import Request


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of one principal or of all.

    Attributes:
        action: such as `s3:GetObject`.
        resource: its ARN, or `*`.
        resource_account: the account of the resource, where its ARN does not say it.
        resource_policies: the policies that guard it; a trust policy when a role is assumed.
        context: the condition keys that are known.
        unknown: the condition keys that may be absent or have any value.
    """

    action: str
    resource: str
    resource_account: str
    resource_policies: tuple[Policy, ...]
    context: Mapping[str, ContextValue]
    unknown: Sequence[str]

    def request(self, subject: Subject) -> Request:
        """Return the request of a principal.

        Raises:
            PolicyError: something is not what it should be.
        """
        given = {key.lower() for key in self.context}
        return Request(
            principal=subject.caller,
            action=self.action,
            resource=self.resource,
            resource_account=self.resource_account,
            context={
                **{key: value for key, value in subject.context.items() if key.lower() not in given},
                **self.context,
            },
            unknown=self.unknown,
        )


@dataclass(frozen=True)
class Access:
    """What one principal can do.

    Attributes:
        principal: its ARN, a service, or `*`.
        decision: the answer.
    """

    principal: str
    decision: Decision

    @property
    def certain(self) -> bool:
        """Whether the principal can, whatever the unknown keys are."""
        return self.decision.outcomes == (ALLOWED,)

    @property
    def possible(self) -> bool:
        """Whether the principal can, or may, depending on unknown keys."""
        return ALLOWED in self.decision.outcomes


class Asker:
    """Asks one question of many principals: what a policy says of the action is found out once."""

    def __init__(self, question: Question, *, everything: bool = False) -> None:
        """Prepare the question.

        Args:
            question: what is asked.
            everything: whether statements about other actions are looked at too. Default: they are passed over, since
                they cannot change a decision.
        """
        self._question = question
        self._everything = everything
        self._action = question.action.lower()
        self._entries: dict[tuple[str, int], tuple[Entry, ...]] = {}

    def decide(self, subject: Subject) -> Decision:
        """Answer the question for one principal."""
        decision = Evaluator.of(self._layers(subject)).decide(self._question.request(subject))
        return replace(decision, reasons=tuple(each for each in decision.reasons if each.policy != OUTSIDE.name))

    def consider(self, subject: Subject) -> tuple[Considered, ...]:
        """Return every statement of the principal's and the resource's policies with what it says."""
        considered = Evaluator.of(self._layers(subject)).consider(self._question.request(subject))
        return tuple(each for each in considered if each.policy != OUTSIDE.name)

    def _layers(self, subject: Subject) -> Layers:
        boundary = (subject.boundary,) if subject.boundary else ()
        kinds = ((IDENTITY, subject.policies), (BOUNDARY, boundary), (RESOURCE, self._question.resource_policies))
        return Layers(
            entries=tuple(
                entry for layer, policies in kinds for policy in policies for entry in self._of(layer, policy)
            ),
            has_boundary=subject.boundary is not None,
            has_resource_policy=bool(self._question.resource_policies),
        )

    def _of(self, layer: str, policy: Policy) -> tuple[Entry, ...]:
        key = layer, id(policy)
        if key not in self._entries:
            listed = entries(layer, policy.name, policy.document)
            self._entries[key] = tuple(entry for entry in listed if self._everything or entry.rule.about(self._action))
        return self._entries[key]
