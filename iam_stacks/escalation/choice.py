"""A resource that somebody chooses who makes one: any will do for which everything is allowed that is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iam_stacks.account.account import Account
from iam_stacks.account.questions.samples import resource_patterns
from iam_stacks.account.questions.subject import Subject
from iam_stacks.escalation.method import Need
from iam_stacks.policy.caller import parse_caller
from iam_stacks.policy.context import context_of
from iam_stacks.policy.decision import ALLOWED, Decision
from iam_stacks.policy.overlap import overlap
from iam_stacks.policy.wildcard import MANY, ONE, Matcher, arn_matcher
from iam_stacks.policy.witness import witnesses

if TYPE_CHECKING:
    from iam_stacks.escalation.knowledge import Knowledge

_NEW = "new"
"""What the resource is called where nothing else is said."""
_SOME = ONE + MANY
_ANOTHER_REGION = "us-east-1"
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
    def is_possible(self) -> bool:
        """Whether all of it is allowed, or may be."""
        return all(ALLOWED in decision.outcomes for decision in self.decisions)

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
    patterns = _patterns(knowledge, subject, needs)
    for resources in (_usual(knowledge.account, patterns, needs[0].on), _all(knowledge.account, patterns, needs[0].on)):
        choices = (Choice(each, _decisions(knowledge, subject, needs, each)) for each in dict.fromkeys(resources))
        possible = [choice for choice in choices if choice.is_possible]
        if possible:
            return min(possible, key=lambda choice: len(choice.depends_on))
    return None


def _decisions(knowledge: Knowledge, subject: Subject, needs: tuple[Need, ...], resource: str) -> tuple[Decision, ...]:
    guards = {need: (knowledge.trusts.opened_to(subject),) if need.opened else () for need in needs}
    return tuple(knowledge.decide(subject, need, resource, guards=guards[need]) for need in needs)


def _usual(account: Account, patterns: tuple[str, ...], template: str) -> Iterator[str]:
    """Yield resources such as people would write: most statements are about one of them."""
    usual = _filled(template, account, region=account.region, new=_NEW)
    readable = (_readable(pattern, usual) for pattern in patterns)
    regions = _regions(account, patterns)
    yield from (each for each in (usual, *readable) if any(_type(template, account, at)(each) for at in regions))


def _all(account: Account, patterns: tuple[str, ...], template: str) -> Iterator[str]:
    """Yield a resource of each of the regions for each combination of statements that can be about one."""
    for region in _regions(account, patterns):
        type = _filled(template, account, region=region, new=_SOME)
        near = [pattern for pattern in patterns if overlap(pattern, type)]
        if len(near) <= _MOST_TOGETHER:
            yield from filter(_type(template, account, region), witnesses((*near, type), arn=True))


def _type(template: str, account: Account, region: str) -> Matcher:
    return arn_matcher(_filled(template, account, region=region, new=_SOME))


def _regions(account: Account, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the region of the account, those that statements name, and one that they do not."""
    named = (pattern.split(":", 4)[3] for pattern in patterns if pattern.count(":") > 4)
    literal = sorted({region for region in named if region and MANY not in region and ONE not in region})
    return tuple(dict.fromkeys((account.region, *literal, _ANOTHER_REGION)))


def _filled(template: str, account: Account, *, region: str, new: str) -> str:
    return template.format(partition=account.partition, account=account.account_id, region=region, new=new)


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
