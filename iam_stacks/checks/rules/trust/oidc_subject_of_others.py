"""Trust in an issuer of many customers by a pattern that others than the one who is meant can meet."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.trust.claims import (
    asking,
    is_of_one,
    is_pinned,
    known_of,
    separating_key,
    steps_to,
    told_otherwise,
)
from iam_stacks.checks.rules.trust.providers import Provider, providers_of
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    for provider in providers_of(view):
        if known_of(provider).shared and not is_pinned(view, provider) and not told_otherwise(view, provider):
            yield from _of_provider(view, provider)


def _of_provider(view: StatementView, provider: Provider) -> Iterator[Remark]:
    known = known_of(provider)
    for line in asking(view, separating_key(provider)):
        for value in dict.fromkeys(line.clause.values):
            if not is_of_one(known, line, value):
                yield Remark(
                    message=f"{line.clause.key} may be {value}, which other customers of {provider.issuer} can have",
                    fix=f"name the customer, with a wildcard only behind the delimiter that ends that part: "
                    f"for one named acme, {known.example}",
                    detail=line.detail_of(value),
                    steps=steps_to(view, provider, line, value),
                )


RULE = Rule(
    id="oidc-subject-of-others",
    over=StatementView,
    severity=ERROR,
    says="A web-identity trust asks for a subject that other customers of the issuer can have",
    because="a stranger can meet it",
    fix="name the customer, with a wildcard only behind the delimiter that ends that part",
    source="IAM User Guide, Identity-provider controls for shared OIDC providers",
    check=_check,
)
