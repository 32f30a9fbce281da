"""To which things of one kind may a principal do something? Asked once for all that no statement tells apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from iam_stacks.account.condition_data import action_has_key, find_condition_key
from iam_stacks.account.model import Policy, Role, Thing, User
from iam_stacks.account.questions.samples import resource_patterns
from iam_stacks.account.questions.subject import Subject
from iam_stacks.escalation.asking import Asking
from iam_stacks.escalation.relevance import Relevance
from iam_stacks.escalation.things import Things, bits_of, union
from iam_stacks.policy.caller import parse_caller
from iam_stacks.policy.context import ContextValue, context_of
from iam_stacks.policy.decision import ALLOWED
from iam_stacks.policy.rule import Rule
from iam_stacks.policy.variables import Context

_OF_THE_THING = ("iam:permissionsboundary", "aws:resourcetag/", "iam:resourcetag/")
_BOUNDARY = find_condition_key("iam:PermissionsBoundary")


@dataclass(frozen=True)
class Allowed:
    """Things to which something is allowed, or may be.

    Attributes:
        things: the things.
        depends_on: the condition keys on which it depends.
    """

    things: int
    depends_on: tuple[str, ...]


class Targets:
    """Finds the things."""

    def __init__(self, asking: Asking, relevance: Relevance) -> None:
        """Take who asks, and who knows the statements that matter."""
        self._asking = asking
        self._relevance = relevance
        self._masks: dict[tuple[int, int], int] = {}

    def of(
        self,
        subject: Subject,
        action: str,
        things: Things,
        listed: tuple[Thing, ...],
        candidates: int,
        context: Mapping[str, ContextValue],
        guards: tuple[Policy, ...] = (),
    ) -> Iterator[Allowed]:
        """Yield the things to which a principal may do something.

        Args:
            subject: the principal.
            action: the action.
            things: all things of a kind.
            listed: the same, in the same order.
            candidates: those that are asked about.
            context: the condition keys that are known.
            guards: the policy that all of them have, such as a trust policy.
        """
        if not guards:
            candidates &= self.granted(subject, action, things)
        if not candidates:
            return
        rules, keys = list(self._about(subject, action)), _keys(subject)
        masks = [self.mask(rule, things, keys) for rule in rules]
        cells = [candidates]
        for mask in masks:
            cells = [part for cell in cells for part in (cell & mask, cell & ~mask) if part]
        if any(map(_asks_about_the_thing, rules)):
            cells = [part for cell in cells for part in _alike(cell, listed)]
        for cell in cells:
            thing = listed[next(bits_of(cell))]
            known = {**of_the_thing(thing, action), **context}
            decision = self._asking.decide(subject, action, thing.arn, known, guards)
            if ALLOWED in decision.outcomes:
                yield Allowed(cell, decision.depends_on)

    def granted(self, subject: Subject, action: str, things: Things) -> int:
        """Return the things that an Allow of a principal's policies is about, whatever denies it."""
        keys, folded = _keys(subject), action.lower()
        rules = (rule for policy in subject.policies for rule in self._relevance.rules(policy) if rule.allows)
        return union(self.mask(rule, things, keys) for rule in rules if rule.about(folded))

    def mask(self, rule: Rule, things: Things, keys: Context) -> int:
        """Return the things that a statement is about, or may be where nobody knows the value of a variable."""
        assert rule.resources  # as every statement of an identity-based policy and of a boundary has them
        fixed = not rule.resources.variable
        key = id(rule), id(things)
        if fixed and key in self._masks:
            return self._masks[key]
        found = self._others(rule, things, keys) if rule.resources.negated else self._listed(rule, things, keys)
        if fixed:
            self._masks[key] = found
        return found

    def _listed(self, rule: Rule, things: Things, keys: Context) -> int:
        return union(map(things.matching, resource_patterns((rule,), keys)))

    def _others(self, rule: Rule, things: Things, keys: Context) -> int:
        """Return what a NotResource may not name: a variable that nobody knows may stand for something else."""
        assert rule.resources
        filled = (template.fill(keys) for template in rule.resources.patterns)
        return things.all & ~union(things.matching(pattern) for pattern in filled if pattern is not None)

    def _about(self, subject: Subject, action: str) -> Iterator[Rule]:
        folded = action.lower()
        for policy in (*subject.policies, *((subject.boundary,) if subject.boundary else ())):
            yield from (rule for rule in self._relevance.rules(policy) if rule.about(folded))


def of_the_thing(thing: Thing, action: str) -> dict[str, Any]:
    """Return what is known of a thing that requests are about: its tags, and its boundary."""
    if not isinstance(thing, User | Role):
        return {}
    tags = {f"{prefix}{key}": value for key, value in thing.tags for prefix in ("aws:ResourceTag/", "iam:ResourceTag/")}
    assert _BOUNDARY
    if not action_has_key(action, _BOUNDARY):
        return tags
    return {**tags, "iam:PermissionsBoundary": thing.boundary.name if thing.boundary else ()}


def _keys(subject: Subject) -> Context:
    return {**parse_caller(subject.caller).derived, **context_of(subject.context)}


def _asks_about_the_thing(rule: Rule) -> bool:
    return any(condition.key.startswith(_OF_THE_THING) for condition in rule.conditions)


def _alike(cell: int, listed: tuple[Thing, ...]) -> Iterable[int]:
    """Return the parts of a set in which all have the same tags and the same boundary."""
    parts: dict[Any, int] = {}
    for index in bits_of(cell):
        thing = listed[index]
        boundary = getattr(thing, "boundary", None)
        key = getattr(thing, "tags", ()), boundary and boundary.name
        parts[key] = parts.get(key, 0) | 1 << index
    return parts.values()
