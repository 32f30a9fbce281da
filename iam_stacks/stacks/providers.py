"""Identity providers and certificate authorities from `iam.yaml`."""

from __future__ import annotations

from constructs import Construct

from iam_stacks.config import Provider
from iam_stacks.constructs.oidc_provider import OidcProvider
from iam_stacks.constructs.saml_provider import SamlProvider
from iam_stacks.constructs.trust_anchor import TrustAnchor
from iam_stacks.stacks.policies import filled


def define_provider(scope: Construct, name: str, provider: Provider) -> OidcProvider | SamlProvider | TrustAnchor:
    """Define a provider that the account does not have yet."""
    if provider.url:
        return OidcProvider(scope, name, url=provider.url, audiences=provider.audiences)
    if provider.saml:
        return SamlProvider(scope, name, name=name, metadata=provider.saml.metadata or "")
    anchor = provider.roles_anywhere
    assert anchor is not None
    authority = anchor.certificate_authority_arn
    return TrustAnchor(
        scope,
        name,
        name=name,
        certificate_bundle=anchor.certificate_bundle,
        certificate_authority_arn=filled(authority) if authority else None,
    )
