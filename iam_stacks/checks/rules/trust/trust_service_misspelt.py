"""Services that are nearly called as one that AWS has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

from iam_stacks.account.service_data import services
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.trusted import SERVICE, lets_assume, names_of
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.symbol import has_symbol
from iam_stacks.policy.trust.clauses import is_pattern
from iam_stacks.policy.trust.service_table import SOURCE_KEYS

_DOMAIN = ".amazonaws.com"
_UNSURE = re.compile(r"[0-9-]|v[0-9]$")
"""In what the prefix of a service's actions often differs from its principal: `macie2` and `macie`."""

_SIMILAR = 0.9
"""AWS has no list of all service principals: what is less similar may be another service."""


def _check(view: StatementView) -> Iterator[Remark]:
    if not lets_assume(view):
        return
    for name in names_of(view, SERVICE):
        meant = "" if has_symbol(name.text) or is_pattern(name.text) else _meant(name.text.lower())
        if meant:
            yield Remark(message=f"there is no {name.text}, but {meant}", detail=name.text, steps=name.steps)


@lru_cache(maxsize=1024)
def _meant(principal: str) -> str:
    """Return the service that somebody meant; empty if the name may be right."""
    service, domain, _ = principal.partition(_DOMAIN)
    known = {*services(), *(each.removesuffix(_DOMAIN) for each in SOURCE_KEYS)}
    if service in known:
        return "" if domain else f"{service}{_DOMAIN}"
    close = get_close_matches(service, sorted(known), 1, cutoff=_SIMILAR)
    may_be_right = not known.isdisjoint(service.split(".")) or not domain
    if not close or may_be_right or _UNSURE.sub("", close[0]) == _UNSURE.sub("", service):
        return ""
    return f"{close[0]}{_DOMAIN}"


RULE = Rule(
    id="trust-service-misspelt",
    over=StatementView,
    severity=WARNING,
    says="A role trusts a service whose name is nearly that of another one",
    because="somebody may want it: AWS has services that it lists nowhere, and refuses those that it has not",
    fix="write the service's principal as its guide does",
    source="IAM User Guide, AWS JSON policy elements: Principal, AWS service principals",
    check=_check,
)
