"""A resource that somebody chooses who makes one: any will do for which everything is allowed that is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iam_stacks.account.questions.samples import resource_patterns
from iam_stacks.account.questions.subject import Subject
from iam_stacks.escalation.method import Need
from iam_stacks.policy.caller import parse_caller
from iam_stacks.policy.context import context_of
from iam_stacks.policy.decision import ALLOWED, Decision
from iam_stacks.policy.overlap import overlap
from iam_stacks.policy.wildcard import MANY, ONE, arn_matcher
from iam_stacks.policy.witness import witnesses

if TYPE_CHECKING:
    from iam_stacks.escalation.knowledge import Knowledge

_NEW = "new"
"""What the resource is called where nothing else is said."""
_SOME = ONE + MANY
_MOST_TOGETHER = 12
"""How many patterns are looked at together: with more, each is tried by itself."""


@dataclass(frozen=True)
class Choice:
    """A resource, and what is decided about it.

    Attributes:
        resource: its ARN.
        decisions: one for each need.
    """

    resource: str
    decisions: tuple[Decision, ...]

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The condition keys on which something depends."""
        return tuple(sorted({key for decision in self.decisions for key in decision.depends_on}))


def choose(knowledge: Knowledge, subject: Subject, needs: tuple[Need, ...]) -> Choice | None:
    """Return a resource for which a principal may do all that is needed; None if there is none.

    Args:
        knowledge: what is known of the account.
        subject: the principal.
        needs: needs about the same resource.
    """
    guards = {need: (knowledge.trusts.opened_to(subject),) if need.opened else () for need in needs}
    possible: list[Choice] = []
    for resource in dict.fromkeys(_resources(knowledge, subject, needs)):
        decisions = tuple(knowledge.decide(subject, need, resource, guards=guards[need]) for need in needs)
        if all(ALLOWED in decision.outcomes for decision in decisions):
            possible.append(Choice(resource, decisions))
            if not possible[-1].depends_on:
                break
    return min(possible, key=lambda choice: len(choice.depends_on), default=None)


def _resources(knowledge: Knowledge, subject: Subject, needs: tuple[Need, ...]) -> Iterator[str]:
    """Yield resources that statements tell apart: first such as people would write, then all that there can be."""
    account = knowledge.account
    known = {"partition": account.partition, "account": account.account_id}
    usual = {**known, "region": account.region, "new": _NEW}
    type = needs[0].on.format(**{**known, "region": _SOME, "new": _SOME})
    is_of_type = arn_matcher(type)
    patterns = [each for each in _patterns(knowledge, subject, needs) if overlap(each, type)]
    readable = (_readable(pattern, needs[0].on.format(**usual)) for pattern in patterns)
    yield from (each for each in (needs[0].on.format(**usual), *readable) if is_of_type(each))
    if len(patterns) <= _MOST_TOGETHER:
        yield from filter(is_of_type, witnesses((*patterns, type), arn=True))


def _patterns(knowledge: Knowledge, subject: Subject, needs: tuple[Need, ...]) -> tuple[str, ...]:
    """Return the patterns of all statements that are about what is needed."""
    keys = {**parse_caller(subject.caller).derived, **context_of(subject.context)}
    folded = [need.action.lower() for need in needs]
    policies = (*subject.policies, *((subject.boundary,) if subject.boundary else ()))
    rules = [rule for policy in policies for rule in knowledge.relevance.rules(policy)]
    return resource_patterns((rule for rule in rules if any(map(rule.about, folded))), keys)


def _readable(pattern: str, usual: str) -> str:
    """Return a text of a pattern of an ARN in which wildcards stand for what is usual."""
    parts, others = pattern.split(":", 5), usual.split(":", 5)
    whole = [other if part in (MANY, _SOME) else part for part, other in zip(parts, others, strict=False)]
    return re.sub(f"[{MANY}{ONE}]+", _NEW, ":".join(whole))
