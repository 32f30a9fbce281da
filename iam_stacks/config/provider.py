"""Identity providers and certificate authorities in `iam.yaml`."""

from __future__ import annotations

from pydantic import ConfigDict, Field, StrictBool, model_validator

from iam_stacks.config.file_text import CertificateBundle, SamlMetadata
from iam_stacks.config.marks import refuse
from iam_stacks.config.model import Model, Thing, exactly_one
from iam_stacks.config.text import Audience, CertificateAuthorityArn, ProviderUrl, TrustAnchorArn
from iam_stacks.policy.limits import ROLES_ANYWHERE_NAME, SAML_PROVIDER_NAME, TextRule

KINDS = ("url", "saml", "roles_anywhere")


class SamlProvider(Model):
    """A SAML 2.0 identity provider; its key is its name."""

    metadata: SamlMetadata | None = None
    """The file of its metadata document, beside this one. Required unless the provider exists already."""


class TrustAnchor(Model):
    """A certificate authority for IAM Roles Anywhere: exactly one of the three."""

    model_config = ConfigDict(
        json_schema_extra=exactly_one("certificate_bundle", "certificate_authority_arn", "trust_anchor_arn")
    )

    certificate_bundle: CertificateBundle | None = None
    """The file of its certificates in PEM form, beside this one."""
    certificate_authority_arn: CertificateAuthorityArn | None = None
    """An authority of AWS Private CA."""
    trust_anchor_arn: TrustAnchorArn | None = None
    """A trust anchor that the account has already."""

    @model_validator(mode="after")
    def _one_authority(self) -> TrustAnchor:
        given = [self.certificate_bundle, self.certificate_authority_arn, self.trust_anchor_arn]
        if sum(each is not None for each in given) != 1:
            raise refuse(
                "a trust anchor needs exactly one authority",
                "certificate_bundle, certificate_authority_arn or trust_anchor_arn",
            )
        return self


class Provider(Thing):
    """Who says who somebody is: exactly one of `url`, `saml` and `roles_anywhere`."""

    model_config = ConfigDict(
        json_schema_extra=exactly_one(*KINDS) | {"dependentRequired": {"url": ["audiences"], "audiences": ["url"]}}
    )

    url: ProviderUrl | None = None
    """The URL of an OpenID Connect issuer, such as `https://token.actions.githubusercontent.com`."""
    audiences: tuple[Audience, ...] = Field(default=(), min_length=1)
    """With `url`: the client ids that tokens may be issued for."""
    saml: SamlProvider | None = None
    """A SAML 2.0 identity provider."""
    roles_anywhere: TrustAnchor | None = None
    """A certificate authority, for machines outside of AWS."""
    existing: StrictBool = False
    """The account has this provider already: trust it, and do not create it. `audiences` are needed all the same: what
    roles ask for is checked against them."""

    @model_validator(mode="after")
    def _one_kind(self) -> Provider:
        if sum(getattr(self, kind) is not None for kind in KINDS) != 1:
            raise refuse("a provider needs exactly one kind", "url, saml or roles_anywhere")
        if (self.url is None) == bool(self.audiences):
            raise refuse("url and audiences go together")
        if self.saml and (self.saml.metadata is None) != self.existing:
            raise refuse("a SAML provider needs metadata, unless it exists already")
        if self.roles_anywhere and self.existing:
            raise refuse("a trust anchor that exists already is given by trust_anchor_arn, not by existing")
        return self

    @model_validator(mode="after")
    def _causes_findings_only_if_created(self) -> Provider:
        if self.acknowledge and not self.is_created:
            raise refuse("a provider that exists already causes no finding to acknowledge")
        return self

    @property
    def names_made(self) -> tuple[tuple[str, TextRule], ...]:
        """What has the provider's key for its name, with the rule for it."""
        if self.saml:
            return (("a SAML provider", SAML_PROVIDER_NAME),)
        return (("a trust anchor", ROLES_ANYWHERE_NAME),) if self.roles_anywhere and self.is_created else ()

    @property
    def is_created(self) -> bool:
        """Whether the estate makes the provider."""
        return not (self.existing or (self.roles_anywhere and self.roles_anywhere.trust_anchor_arn))
