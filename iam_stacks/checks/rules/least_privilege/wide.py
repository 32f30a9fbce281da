"""What a statement reaches beyond what anybody has named: resources of names that nobody could foresee."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from iam_stacks.account.questions.samples import may_be_about
from iam_stacks.account.service_data import expand_actions, resource_arn_patterns
from iam_stacks.account.unforeseen import filled, is_on, is_on_anything, regions_of, unforeseen
from iam_stacks.checks.element import actions_of, steps_to
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.position import Path
from iam_stacks.policy.rule import Rule
from iam_stacks.policy.wildcard import arn_matcher, matcher, pattern_of

_NARROWING = ("kms:encryptioncontext:", "kms:grantisforawsresource", "kms:viaservice", "s3:existingobjecttag/")
_TAG_OF_RESOURCE = ":resourcetag/"


def rule_of(view: StatementView) -> Rule:
    """Return the statement, compiled."""
    assert view.policy.document
    return view.policy.document.rules[view.index]


def reaches_anything(view: StatementView, action: str) -> bool:
    """Tell whether a statement is about an action on whatever resource, and not only on those that it names."""
    return action in view.reach and is_on_anything(rule_of(view), view.account, action)


def is_on_all_of(view: StatementView, service: str) -> bool:
    """Tell whether a statement is about whatever resource of the type that most actions of a service take."""
    account, rule = view.account, rule_of(view)
    places = ((account.partition, region, account.account_id) for region in regions_of(rule, account))
    return any(is_on(rule, _typical(service, *place)) for place in places)


def is_narrowed(view: StatementView) -> bool:
    """Tell whether a condition picks the resources, as those on their tags do."""
    keys = [clause.key.lower() for clause in view.statement.conditions]
    return any(_TAG_OF_RESOURCE in key or key.startswith(_NARROWING) for key in keys)


def keys_of(view: StatementView) -> tuple[str, ...]:
    """Return the condition keys that decide whether a statement holds; sorted."""
    return tuple(sorted({clause.key for clause in view.statement.conditions}))


def steps_to_action(view: StatementView, action: str) -> Path:
    """Return the steps to the first text of Action that stands for an action; to the element if none does."""
    element = actions_of(view)
    matches = (text for text in element.texts if matcher(pattern_of(text.lower()))(action.lower()))
    found = next(matches, None) if element.name == "Action" else None
    return (element.name,) if found is None else steps_to(view, element, found)


def foreseen(view: StatementView, action: str) -> tuple[str, ...]:
    """Return resources of an action that a statement is about: one for each that it names, and one that nobody has."""
    account, rule = view.account, rule_of(view)
    named = [filled(text, account.partition, account.region, account.account_id) for text in _arns(view)]
    types = [arn_matcher(pattern_of(pattern)) for pattern in resource_arn_patterns(action)]
    listed = [text for text in named if any(matches(text) for matches in types)]
    return tuple(each for each in (*listed, *unforeseen(account, action)) if may_be_about(rule, each, {}))


def _arns(view: StatementView) -> list[str]:
    return [text for text in view.statement.resources or () if text.count(":") > 4]


@lru_cache(maxsize=1024)
def _typical(service: str, *account: str) -> str:
    actions = expand_actions(f"{service}:*")
    counts = Counter(arn for action in actions for arn in resource_arn_patterns(action) if arn != "*")
    # Of types that equally many actions take, the first by name: the answer does not depend on the order of data.
    most = min(counts.items(), key=lambda each: (-each[1], each[0]), default=("*", 0))
    return filled(most[0], *account)
