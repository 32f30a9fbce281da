"""Single documents that are longer than IAM takes: of managed policies, of trust policies, of session policies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.quota import QUOTA_PAGE, allowed, mended
from iam_stacks.checks.things import holder_of
from iam_stacks.checks.views import PolicyView
from iam_stacks.policy.kind import BOUNDARY, IDENTITY, SESSION, TRUST
from iam_stacks.policy.size import least_document_size


class _Kind(NamedTuple):
    """A kind of documents.

    Attributes:
        noun: what it is called.
        covers: tells whether a policy is of the kind.
        instead: what to do about one that is too long.
        source: where AWS says so.
    """

    noun: str
    covers: Callable[[PolicyView], bool]
    instead: str
    source: str = QUOTA_PAGE


def _is_managed(policy: PolicyView) -> bool:
    return policy.kind in (IDENTITY, BOUNDARY) and policy.written.name.startswith("arn:") and not policy.of_aws


def _is_trust(policy: PolicyView) -> bool:
    return policy.kind == TRUST


def _is_session(policy: PolicyView) -> bool:
    return policy.kind == SESSION


_KINDS = {
    "managed-policy-size": _Kind("managed policy", _is_managed, "split it into several managed policies"),
    "trust-policy-size": _Kind("trust policy", _is_trust, "trust fewer principals, or split the role"),
    "session-policy-size": _Kind(
        "session policy", _is_session, "shorten it", "STS API Reference, AssumeRole, Policy parameter"
    ),
}


def _rule(name: str, kind: _Kind) -> Rule[PolicyView]:
    def check(policy: PolicyView) -> Iterator[Remark]:
        if not kind.covers(policy):
            return
        size, quota = least_document_size(policy.written.source), allowed(policy, name)
        if size > quota:
            yield Remark(
                message=f"the {kind.noun} has at least {size:,} characters of {quota:,}",
                fix=mended(name, size, kind.instead),
                principal=holder_of(policy) if policy.kind == TRUST else None,
            )

    return Rule(
        id=f"quota-{name}",
        over=PolicyView,
        severity=ERROR,
        says=f"A {kind.noun} is longer than its quota, white space not counted",
        because="AWS refuses it",
        fix=kind.instead,
        source=kind.source,
        check=check,
    )


RULES = tuple(_rule(name, kind) for name, kind in _KINDS.items())
