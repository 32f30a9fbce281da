"""Which actions does a principal's policies allow it, on some resource at least?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from iam_stacks.account import service_data
from iam_stacks.account.model import Policy, Role, User
from iam_stacks.account.questions.access import Asker, Question
from iam_stacks.account.questions.samples import may_be_about, resource_patterns, samples
from iam_stacks.account.questions.subject import Subject, delegating_to, inside
from iam_stacks.policy.caller import parse_caller
from iam_stacks.policy.context import ContextValue, context_of
from iam_stacks.policy.decision import ALLOWED, Decision
from iam_stacks.policy.layers import BOUNDARY
from iam_stacks.policy.rule import Rule
from iam_stacks.policy.symbol import show_symbols

_UNSTOPPABLE = "sts:GetCallerIdentity"
"""What no Deny takes away, so that it stands for no other action. Source: STS API Reference, GetCallerIdentity."""


@dataclass(frozen=True)
class Contribution:
    """What one policy contributes.

    Attributes:
        source: `own`, or `group/Developers`.
        policy: the policy.
        actions: those of the principal's actions that the policy allows.
    """

    source: str
    policy: str
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Actions:
    """What a principal can do.

    Attributes:
        principal: its ARN.
        actions: those that it can, or may, do to some resource; sorted.
        depends_on: the unknown keys on which some of them depend; sorted.
        limited_by: the boundary and the policies with a Deny that take away something that a policy allows; sorted.
        contributions: what each of its policies contributes.
    """

    principal: str
    actions: tuple[str, ...]
    depends_on: tuple[str, ...]
    limited_by: tuple[str, ...]
    contributions: tuple[Contribution, ...]

    @property
    def services(self) -> dict[str, dict[str, list[str]]]:
        """The actions by service and access level, without the service's name."""
        grouped: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for action in self.actions:
            service, _, name = action.partition(":")
            grouped[service][service_data.access_level(action) or "Unknown"].append(name)
        return {service: dict(levels) for service, levels in sorted(grouped.items())}


def actions_of(
    identity: User | Role, *, account_id: str, context: Mapping[str, ContextValue], unknown: Sequence[str]
) -> Actions:
    """Return what a user or role can do by its identity-based policies and within its boundary.

    Args:
        identity: the user or role.
        account_id: of the account.
        context: the condition keys that are known.
        unknown: the condition keys that may be absent or have any value.
    """
    subject = inside(identity)
    delegating = delegating_to(account_id)
    found: list[str] = []
    keys: set[str] = set()
    limiting: set[str] = set()
    for actions, resources in _alike(subject, context):
        decisions = []
        for resource in resources:
            question = Question(
                action=actions[0],
                resource=resource,
                resource_account=account_id,
                resource_policies=(delegating,),
                context=context,
                unknown=unknown,
            )
            decisions.append(Asker(question).decide(subject))
        possible = [decision for decision in decisions if ALLOWED in decision.outcomes]
        found += actions if possible else ()
        keys |= {key for decision in _surest(possible) for key in decision.depends_on}
        limiting |= {name for decision in decisions for name in _limiting(decision, subject)}
    listed = tuple(sorted(found))
    return Actions(
        principal=show_symbols(subject.arn),
        actions=listed,
        depends_on=tuple(sorted(keys)),
        limited_by=tuple(sorted(map(show_symbols, limiting))),
        contributions=tuple(_contributions(identity, frozenset(listed))),
    )


def _alike(subject: Subject, context: Mapping[str, ContextValue]) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """Yield the actions that some policy allows, those together that all policies treat alike, with their samples."""
    caller = parse_caller(subject.caller)
    keys = {**caller.derived, **context_of({**subject.context, **context})}
    boundary = (subject.boundary,) if subject.boundary else ()
    rules = [rule for policy in (*subject.policies, *boundary) for rule in policy.document.rules]
    granting = {rule for policy in subject.policies for rule in policy.document.rules if rule.allows}
    groups: dict[tuple[tuple[Rule, ...], tuple[str, ...], bool], list[str]] = {}
    for action in sorted({action for policy in subject.policies for action in _allowed(policy)}):
        about = tuple(rule for rule in rules if rule.about(action.lower()))
        resources = samples(resource_patterns(about, keys), action, caller.partition)
        groups.setdefault((about, resources, action == _UNSTOPPABLE), []).append(action)
    for (about, resources, _), actions in groups.items():
        granted = [rule for rule in about if rule in granting]
        yield actions, tuple(each for each in resources if any(may_be_about(rule, each, keys) for rule in granted))


def _allowed(policy: Policy) -> frozenset[str]:
    """Return the actions that a policy's Allow statements are about."""
    return frozenset(action for rule in policy.document.rules if rule.allows for action in _about(rule))


def _about(rule: Rule) -> Iterator[str]:
    statement = rule.statement
    if statement.actions is not None:
        return (action for pattern in statement.actions for action in service_data.expand_actions(pattern))
    return (action for action in service_data.expand_actions("*") if rule.about(action.lower()))


def _surest(possible: list[Decision]) -> list[Decision]:
    """Return the decisions that say the most: a certain one, if an action is certain on some resource."""
    certain = [decision for decision in possible if decision.outcomes == (ALLOWED,)]
    return certain[:1] or possible


def _limiting(decision: Decision, subject: Subject) -> Iterator[str]:
    """Yield the policies that take something away."""
    for reason in decision.reasons:
        if reason.effect == "Deny":
            yield reason.policy
        if reason.policy == BOUNDARY and subject.boundary and len(decision.reasons) == 1:
            yield subject.boundary.name


def _contributions(identity: User | Role, actions: frozenset[str]) -> Iterator[Contribution]:
    sources = [("own", identity.policies), *((f"group/{group.name}", group.policies) for group in identity.groups)]
    for source, policies in sources:
        for policy in policies:
            contributed = tuple(sorted(_allowed(policy) & actions))
            yield Contribution(show_symbols(source), show_symbols(policy.name), contributed)
