"""The lines of a trust policy's conditions."""

from __future__ import annotations

from collections.abc import Iterable

from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.pseudo import without_tokens
from iam_stacks.policy.statement import Clause, Principals, Statement
from iam_stacks.policy.trust.issuers import SESSION_NAME

EXTERNAL_ID = "sts:ExternalId"
MFA_PRESENT = "aws:MultiFactorAuthPresent"
MFA_AGE = "aws:MultiFactorAuthAge"
SOURCE_IDENTITY = "sts:SourceIdentity"
SOURCE_ACCOUNT = "aws:SourceAccount"
SOURCE_ARN = "aws:SourceArn"
SOURCE_ORG_ID = "aws:SourceOrgID"
REQUEST_TAG = "aws:RequestTag/"
TAG_KEYS = "aws:TagKeys"

ASSUME_ROLE = "sts:AssumeRole"
TAG_SESSION = "sts:TagSession"
SET_SOURCE_IDENTITY = "sts:SetSourceIdentity"

_WILDCARDS = frozenset("*?")
_UNKNOWN_TO = {
    TAG_SESSION: (EXTERNAL_ID, SOURCE_IDENTITY, SESSION_NAME),
    SET_SOURCE_IDENTITY: (EXTERNAL_ID, REQUEST_TAG, TAG_KEYS, "SAML:"),
}
"""The keys that the action's request does not have. Service Authorization Reference, "Actions, resources, and condition
keys for AWS Security Token Service"."""


def is_pattern(text: str) -> bool:
    """Tell whether text matches more than itself."""
    return not _WILDCARDS.isdisjoint(text)


def texts(given: str | Iterable[str]) -> tuple[str, ...]:
    """Return one text, or several, as several."""
    return (given,) if isinstance(given, str) else tuple(given)


def some(what: str, given: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return what is given, as several; nothing if it is not given.

    Raises:
        PolicyError: an empty list is given, which would ask for nothing and so let everybody in.
    """
    listed = () if given is None else texts(given)
    if given is not None and not listed:
        raise PolicyError(f"{what} is empty; give one value at least")
    return listed


def require_exact(what: str, given: Iterable[str]) -> None:
    """Refuse a pattern, also where a part of the text is known at deployment only.

    Raises:
        PolicyError: it is one.
    """
    for text in given:
        if is_pattern(without_tokens(text)):
            raise PolicyError(f"{what} {text!r} is not allowed; give it exactly, without wildcards")


def clause(key: str, values: str | Iterable[str], *, exact: str = "StringEquals", like: str = "StringLike") -> Clause:
    """Return the condition that a key has one of some values, by the operator that these need.

    Args:
        key: the condition key.
        values: exact values and patterns.
        exact: the operator if there is no pattern among them.
        like: the operator if there is.

    Raises:
        PolicyError: there is no value.
    """
    listed = texts(values)
    if not listed:
        raise PolicyError(f"{key} needs one value at least")
    return Clause(like if any(map(is_pattern, listed)) else exact, key, listed)


def arn_clause(key: str, arns: str | Iterable[str]) -> Clause:
    """Return the condition that a key is one of some ARNs or matches one.

    AWS source: AWS global condition context keys, aws:SourceArn: ARN operators rather than string operators.
    """
    return clause(key, arns, exact="ArnEquals", like="ArnLike")


def allow(kind: str, names: str | Iterable[str], actions: Iterable[str], clauses: Iterable[Clause]) -> list[Statement]:
    """Return the statements by which principals may do some actions of STS, each under the conditions that it knows.

    A key that an action's request never has would make its statement void, so such an action gets a statement of its
    own; it is of use only together with the one that assumes the role.

    Args:
        kind: `AWS`, `Service` or `Federated`.
        names: the principals.
        actions: the action that assumes the role, then others.
        clauses: the conditions.
    """
    under: dict[tuple[Clause, ...], list[str]] = {}
    for action in actions:
        known = tuple(each for each in clauses if not each.key.startswith(_UNKNOWN_TO.get(action, ())))
        under.setdefault(known, []).append(action)
    principals = Principals(((kind, texts(names)),))
    return [
        Statement(effect="Allow", principals=principals, actions=tuple(allowed), conditions=conditions)
        for conditions, allowed in under.items()
    ]
