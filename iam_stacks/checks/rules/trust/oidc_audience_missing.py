"""Trust in tokens whomever they were made for."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.claims import asking, is_exact, known_of
from iam_stacks.checks.rules.trust.providers import key_of, providers_of
from iam_stacks.checks.rules.trust.trusted import has_unknown_key
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.trust.issuers import AUDIENCE, BUILT_IN


def _check(view: StatementView) -> Iterator[Remark]:
    if has_unknown_key(view):
        return
    for provider in providers_of(view):
        key = key_of(provider.issuer, AUDIENCE)
        separates = provider.issuer in BUILT_IN or known_of(provider).claim == AUDIENCE
        if not separates and not any(map(is_exact, asking(view, key))):
            yield Remark(
                message=f"{key} is not asked for: a token for any audience of the provider is let in",
                detail=provider.issuer,
                steps=provider.name.steps,
            )


RULE = Rule(
    id="oidc-audience-missing",
    over=StatementView,
    severity=WARNING,
    says="A web-identity trust does not ask whom the token was made for",
    because="somebody may want it: AWS takes no other audiences than those of the provider",
    fix="ask for the provider's aud by StringEquals, such as sts.amazonaws.com",
    source="IAM User Guide, Create a role for OpenID Connect federation (console)",
    check=_check,
)
