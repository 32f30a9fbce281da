"""A resource that somebody chooses who makes one: any will do for which everything is allowed that is needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

from iam_stacks.account.account import Account
from iam_stacks.account.questions.samples import resource_patterns
from iam_stacks.account.questions.subject import Subject
from iam_stacks.escalation.method import Need
from iam_stacks.policy.caller import parse_caller
from iam_stacks.policy.context import context_of
from iam_stacks.policy.decision import ALLOWED, Decision
from iam_stacks.policy.overlap import overlap
from iam_stacks.policy.wildcard import MANY, ONE
from iam_stacks.policy.witness import witnesses

if TYPE_CHECKING:
    from iam_stacks.escalation.knowledge import Knowledge

_NEW = "new"
"""What the resource is called where nothing else is said."""
_SOME = ONE + MANY
_NAME = "name"
_ANOTHER_REGION = "us-east-1"
_MOST_COMBINATIONS = 1_000
"""How many combinations of patterns are looked at, one for each need."""
_MOST_TOLD_APART = 12
"""How many patterns that deny are told apart: with more, each combination is tried by itself."""


class _Patterns(NamedTuple):
    """The patterns of statements that are about a need: of those that allow it, and of the others."""

    allowing: tuple[str, ...]
    others: tuple[str, ...]


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
    patterns = [_patterns(knowledge, subject, need) for need in needs]
    for resources in (_usual, _all):
        found = dict.fromkeys(resources(knowledge.account, patterns, needs[0].on))
        fitting = (each for each in found if knowledge.may_be_passed(each, needs))
        choices = (Choice(each, _decisions(knowledge, subject, needs, each)) for each in fitting)
        possible = [choice for choice in choices if choice.is_possible]
        if possible:
            return min(possible, key=lambda choice: len(choice.depends_on))
    return None


def _decisions(knowledge: Knowledge, subject: Subject, needs: tuple[Need, ...], resource: str) -> tuple[Decision, ...]:
    guards = {need: (knowledge.trusts.opened_to(subject),) if need.opened else () for need in needs}
    return tuple(knowledge.decide(subject, need, resource, guards=guards[need]) for need in needs)


def _usual(account: Account, patterns: Sequence[_Patterns], template: str) -> Iterator[str]:
    """Yield resources such as people would write: most statements are about one of them."""
    usual = _filled(template, account, region=account.region, new=_NEW)
    everything = dict.fromkeys(pattern for each in patterns for pattern in (*each.allowing, *each.others))
    readable = (_readable(pattern, usual) for pattern in everything)
    types = [_type(template, account, region) for region in _regions(account, patterns)]
    yield from (each for each in (usual, *readable) if any(matches(each) for matches in types))


def _all(account: Account, patterns: Sequence[_Patterns], template: str) -> Iterator[str]:
    """Yield resources of each of the regions that match a pattern that allows each need, told apart by what denies."""
    for region in _regions(account, patterns):
        type = _filled(template, account, region=region, new=_SOME)
        is_of_type = _type(template, account, region)
        allowing = [[pattern for pattern in each.allowing if overlap(pattern, type)] for each in patterns]
        others = sorted({pattern for each in patterns for pattern in each.others if overlap(pattern, type)})
        told_apart = others if len(others) <= _MOST_TOLD_APART else []
        for together in islice(product(*allowing), _MOST_COMBINATIONS):
            yield from filter(is_of_type, witnesses(tuple(dict.fromkeys((*together, *told_apart, type))), arn=True))


def _type(template: str, account: Account, region: str) -> Callable[[str], object]:
    """Return what tells whether an ARN is of a type: no name has a colon, and only those of IAM have paths."""
    name = "[^:]+" if ":iam:" in template else "[^:/]+"
    pattern = re.escape(_filled(template, account, region=region, new=_NAME))
    return re.compile(pattern.replace(re.escape(_NAME), name)).fullmatch


def _regions(account: Account, patterns: Sequence[_Patterns]) -> tuple[str, ...]:
    """Return the region of the account, those that statements name, and one that they do not."""
    everything = (pattern for each in patterns for pattern in (*each.allowing, *each.others))
    named = (pattern.split(":", 4)[3] for pattern in everything if pattern.count(":") > 4)
    literal = sorted({region for region in named if region and MANY not in region and ONE not in region})
    return tuple(dict.fromkeys((account.region, *literal, _ANOTHER_REGION)))


def _filled(template: str, account: Account, *, region: str, new: str) -> str:
    return template.format(partition=account.partition, account=account.account_id, region=region, new=new)


def _patterns(knowledge: Knowledge, subject: Subject, need: Need) -> _Patterns:
    """Return the patterns of the statements that are about a need."""
    keys = {**parse_caller(subject.caller).derived, **context_of(subject.context)}
    folded = need.action.lower()
    own = [rule for policy in subject.policies for rule in knowledge.relevance.rules(policy) if rule.about(folded)]
    bounding = knowledge.relevance.rules(subject.boundary) if subject.boundary else ()
    allowing = [rule for rule in own if rule.allows and rule.resources and not rule.resources.negated]
    wide = (MANY,) if any(rule.allows and rule not in allowing for rule in own) else ()
    others = [rule for rule in (*own, *bounding) if rule not in allowing and rule.about(folded)]
    return _Patterns((*wide, *resource_patterns(allowing, keys)), resource_patterns(others, keys))


def _readable(pattern: str, usual: str) -> str:
    """Return a text of a pattern of an ARN in which wildcards stand for what is usual."""
    parts, others = pattern.split(":", 5), usual.split(":", 5)
    whole = [other if part in (MANY, _SOME) else part for part, other in zip(parts, others, strict=False)]
    return re.sub(f"[{MANY}{ONE}]+", _NEW, ":".join(whole))
