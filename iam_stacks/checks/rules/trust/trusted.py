"""Whom a statement names in Principal, and where each name stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from iam_stacks.checks.views import StatementView
from iam_stacks.policy.kind import TRUST
from iam_stacks.policy.position import Path
from iam_stacks.policy.symbol import has_symbol

AWS, SERVICE, FEDERATED = "AWS", "Service", "Federated"
EVERYBODY = "*"

ASSUME_ROLE = "sts:AssumeRole"
WITH_WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity"
WITH_SAML = "sts:AssumeRoleWithSAML"
ASSUMING = (ASSUME_ROLE, WITH_SAML, WITH_WEB_IDENTITY)
"""The actions by which a role is assumed. IAM User Guide, "Methods to assume a role"."""


class Name(NamedTuple):
    """A name in Principal.

    Attributes:
        kind: `AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` if Principal is `"*"` itself.
        text: the name.
        steps: where it stands.
    """

    kind: str
    text: str
    steps: Path


def names_of(view: StatementView, *kinds: str) -> Iterator[Name]:
    """Yield whom a statement names, each once. Default: of all kinds."""
    if view.statement.principals is None:
        return
    written = dict(view.policy.raw_statements).get(view.index, {}).get("Principal")
    for kind, texts in view.statement.principals.entries:
        if kind in kinds or not kinds:
            listed = written.get(kind) if isinstance(written, Mapping) else None
            for text in dict.fromkeys(texts):
                inside = (kind,) if isinstance(written, Mapping) else ()
                index = (texts.index(text),) if isinstance(listed, list | tuple) else ()
                yield Name(kind, text, ("Principal", *inside, *index))


def everybody(view: StatementView) -> Iterator[Name]:
    """Yield the names by which a statement names everybody, or every service or provider."""
    return (name for name in names_of(view) if name.text == EVERYBODY)


def lets_assume(view: StatementView, *actions: str) -> bool:
    """Tell whether a statement of a trust policy allows one of some actions at least. Default: of those that assume."""
    return view.kind == TRUST and view.allows and any(view.about(each.lower()) for each in actions or ASSUMING)


def has_unknown_key(view: StatementView) -> bool:
    """Tell whether a condition is about something that is known at deployment only."""
    return any(has_symbol(clause.key) for clause in view.statement.conditions)


def shown_as(name: Name) -> str:
    """Return what everybody of a kind is called in messages."""
    return {SERVICE: "every service of AWS", FEDERATED: "every identity provider"}.get(name.kind, "everybody")
