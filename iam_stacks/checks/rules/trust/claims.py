"""What a statement asks of the claims of a token, and whether only one customer of the issuer can meet it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iam_stacks.checks.line import Line, is_known, lines_of
from iam_stacks.checks.rules.trust.denials import denials_of
from iam_stacks.checks.rules.trust.providers import Provider, key_of
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.position import Path
from iam_stacks.policy.trust.clauses import is_pattern
from iam_stacks.policy.trust.cognito import COGNITO
from iam_stacks.policy.trust.google import GOOGLE
from iam_stacks.policy.trust.issuers import AUDIENCE, STS_AUDIENCE, SUBJECT, Issuer, issuer_of

_APPLICATION = "app_id"
_OF_APPLICATIONS = {
    COGNITO: Issuer(claim=AUDIENCE, example="the id of the identity pool"),
    GOOGLE: Issuer(claim=AUDIENCE, example="the application's client id"),
    "graph.facebook.com": Issuer(claim=_APPLICATION, example="the application's id"),
    "www.amazon.com": Issuer(claim=_APPLICATION, example="the application's id"),
}
"""The issuers that AWS knows without a provider: whoever makes an application there gets tokens for it. IAM User Guide,
"Create a role for OpenID Connect federation (console)"; "Available keys for AWS OIDC federation"."""

_ALSO_TELLING = (
    *("repository", "repository_id", "repository_owner", "repository_owner_id", "enterprise", "enterprise_id"),
    *("project_id", "project_path", "namespace_id", "namespace_path", "oaud"),
)
"""Claims of GitHub and GitLab that tell customers apart as well, as far as AWS has keys for them; of Google, the
audience of a token that was issued to another application."""

_FIRST_WILDCARD = re.compile(r"[*?]")


def known_of(provider: Provider) -> Issuer:
    """Return what must be pinned of a provider's tokens."""
    return _OF_APPLICATIONS.get(provider.issuer) or issuer_of(provider.issuer)


def separating_key(provider: Provider) -> str:
    """Return the condition key of what separates an issuer's customers, in lower case."""
    return key_of(provider.issuer, known_of(provider).claim)


def asking(view: StatementView, key: str) -> list[Line]:
    """Return the lines by which a key must be there and have a value, of denials too: these spare who has it."""
    there = any(_is_there(line) for line in _about(view, key))
    own = (
        line
        for line in _about(view, key)
        if line.operator.family != "Null" and (line.asks_for_key or _asks(line, there))
    )
    spared = (lines[0] for lines in denials_of(view) if len(lines) == 1)
    denials = (line for line in spared if line.clause.key.lower() == key and _spares(line))
    return [*own, *denials]


def escaping(view: StatementView, key: str) -> list[Line]:
    """Return the lines that ask for a key, and hold without it or for all but some of its values."""
    asked = asking(view, key)
    return [line for line in _about(view, key) if line not in asked]


def is_pinned(view: StatementView, provider: Provider) -> bool:
    """Tell whether only one customer's tokens meet what a statement asks of the claim that separates them."""
    known = known_of(provider)
    lines = asking(view, separating_key(provider))
    return any(all(is_of_one(known, line, value) for value in line.clause.values) for line in lines)


def told_otherwise(view: StatementView, provider: Provider) -> bool:
    """Tell whether another claim tells an issuer's customers apart; whether AWS has a key for it depends."""
    lines = (line for claim in _ALSO_TELLING for line in asking(view, key_of(provider.issuer, claim)))
    return any(not any(map(is_pattern, line.clause.values)) for line in lines)


def is_of_one(known: Issuer, line: Line, value: str) -> bool:
    """Tell whether only one customer's tokens have a value; of one that is known at deployment only, yes."""
    if is_pattern(value) and not line.operator.wildcards:
        return True
    if not is_known(_FIRST_WILDCARD.split(value, maxsplit=1)[0]):
        return True
    if known.claim == SUBJECT:
        return known.confines(value.lower() if line.operator.ignores_case else value)
    return not is_pattern(value) and (known.claim, value) != (AUDIENCE, STS_AUDIENCE)


def is_exact(line: Line) -> bool:
    """Tell whether none of a line's values stands for others."""
    return not (line.operator.wildcards and any(map(is_pattern, line.clause.values)))


def steps_to(view: StatementView, provider: Provider, line: Line, value: str) -> Path:
    """Return the steps to a value in a statement; to the provider if the line is that of a denial."""
    return line.steps_to(value) if line.view is view else provider.name.steps


def _about(view: StatementView, key: str) -> Iterator[Line]:
    return (line for line in lines_of(view) if line.clause.key.lower() == key)


def _is_there(line: Line) -> bool:
    """Tell whether a line asks for the key to be there, whatever its value."""
    values = [value.lower() for value in line.clause.values]
    return line.operator.family == "Null" and values == ["false"]


def _asks(line: Line, there: bool) -> bool:
    """Tell whether a line that a missing key meets asks for a value, because another line asks for the key."""
    return there and not line.operator.negated


def _spares(line: Line) -> bool:
    return line.operator.negated and line.operator.quantifier != "ForAnyValue"
