"""Trust in an issuer of many customers without a word about which of them is meant."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.condition_data import is_of_provider
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.trust.claims import asking, escaping, known_of, separating_key, told_otherwise
from iam_stacks.checks.rules.trust.providers import Provider, providers_of
from iam_stacks.checks.rules.trust.trusted import has_unknown_key
from iam_stacks.checks.views import StatementView


def _check(view: StatementView) -> Iterator[Remark]:
    if has_unknown_key(view):
        return
    for provider in providers_of(view):
        key, known = separating_key(provider), known_of(provider)
        if known.shared and not asking(view, key) and not told_otherwise(view, provider):
            yield Remark(
                message=f"anybody's tokens of {provider.issuer} are let in: {_why(view, provider, key)}",
                fix=f"ask for {key} by StringEquals or StringLike: for a customer named acme, {known.example}",
                detail=provider.issuer,
                steps=provider.name.steps,
            )


def _why(view: StatementView, provider: Provider, key: str) -> str:
    for line in escaping(view, key):
        return f"{line.clause.operator} of {key} holds for others, or without the claim"
    keys = [clause.key for clause in view.statement.conditions if is_of_provider(clause.key)]
    for other in (each for each in keys if not each.lower().startswith(f"{provider.issuer}:")):
        return f"{other} is a claim of another issuer, and {key} is not asked for"
    return f"{key} is not asked for, which tells its customers apart"


RULE = Rule(
    id="oidc-subject-missing",
    over=StatementView,
    severity=ERROR,
    says="A web-identity trust does not ask for the claim that tells the issuer's customers apart",
    because="a stranger can meet it",
    fix="ask for the subject, or what else tells the issuer's customers apart, by StringEquals or StringLike",
    source="IAM User Guide, Identity-provider controls for shared OIDC providers",
    check=_check,
)
