"""The identity providers that a statement names, and what their tokens must say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from iam_stacks.account.condition_data import is_of_provider
from iam_stacks.checks.rules.trust.trusted import FEDERATED, WITH_WEB_IDENTITY, Name, lets_assume, names_of
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.symbol import has_symbol
from iam_stacks.policy.trust.clauses import is_pattern
from iam_stacks.policy.trust.issuers import BUILT_IN, SHARED

OIDC_PROVIDER, SAML_PROVIDER = ":oidc-provider/", ":saml-provider/"


class Provider(NamedTuple):
    """A provider of OpenID Connect tokens.

    Attributes:
        name: where it is named.
        issuer: its URL without `https://`, in lower case.
    """

    name: Name
    issuer: str


def providers_of(view: StatementView) -> Iterator[Provider]:
    """Yield the providers whose tokens a statement of a trust policy lets in, as far as their URLs are known.

    One that is known at deployment only is taken for the one of whose claims the conditions speak, if they do.
    """
    if not lets_assume(view, WITH_WEB_IDENTITY):
        return
    for name in names_of(view, FEDERATED):
        issuer = name.text.rpartition(OIDC_PROVIDER)[2].lower().rstrip("/")
        if has_symbol(issuer):
            yield from (Provider(name, each) for each in _spoken_of(view))
        elif (OIDC_PROVIDER in name.text and not is_pattern(issuer)) or issuer in BUILT_IN:
            yield Provider(name, issuer)


def key_of(issuer: str, claim: str) -> str:
    """Return the condition key of a claim, in lower case; that of the session's name is of no issuer."""
    return (claim if ":" in claim else f"{issuer}:{claim}").lower()


def _spoken_of(view: StatementView) -> list[str]:
    keys = (clause.key.lower() for clause in view.statement.conditions if not has_symbol(clause.key))
    issuers = dict.fromkeys(key.rpartition(":")[0] for key in keys if is_of_provider(key))
    return [issuer for issuer in issuers if issuer in SHARED]
