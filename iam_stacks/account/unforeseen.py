"""Resources that nobody has named: what a statement is about only if it is about nearly every name."""

from __future__ import annotations

from functools import lru_cache

from iam_stacks.account.account import Account
from iam_stacks.account.service_data import resource_arn_patterns
from iam_stacks.policy.rule import Rule

UNFORESEEN = "4f1c9a27d8e3"
"""A name that a statement is about only if it is about nearly every name."""


def is_on_anything(rule: Rule, account: Account, action: str) -> bool:
    """Tell whether the resources of a compiled statement are whatever an action takes."""
    return any(
        is_on(rule, each) for region in regions_of(rule, account) for each in unforeseen(account, action, region)
    )


def unforeseen(account: Account, action: str, region: str = "") -> tuple[str, ...]:
    """Return a resource of each type that an action takes, which nobody has named.

    Args:
        account: where it is.
        action: the action.
        region: where it is. Default: that of the account.
    """
    return _unforeseen(action, account.partition, region or account.region, account.account_id)


def filled(pattern: str, partition: str, region: str, account_id: str) -> str:
    """Return an ARN of a pattern: what its stars stand for is known, or nobody has named it."""
    if pattern == "*":
        return pattern
    parts = pattern.split(":", 5)
    known = {1: partition, 3: region, 4: account_id}
    texts = (known.get(index, UNFORESEEN) if part == "*" else part for index, part in enumerate(parts))
    return ":".join(texts).replace("*", UNFORESEEN)


def regions_of(rule: Rule, account: Account) -> set[str]:
    """Return the region of the account, and those of a statement's ARNs: a stack may be in another."""
    named = (text.split(":", 4)[3] for text in rule.statement.resources or () if text.count(":") > 4)
    return {account.region, *(region for region in named if region and not {"*", "?"} & {*region})}


def is_on(rule: Rule, resource: str) -> bool:
    """Tell whether a statement is about a resource, whoever asks."""
    return rule.resources is not None and rule.resources.match(resource, {})


@lru_cache(maxsize=4096)
def _unforeseen(action: str, *account: str) -> tuple[str, ...]:
    return tuple(filled(pattern, *account) for pattern in resource_arn_patterns(action))
