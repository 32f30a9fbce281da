"""People of identity providers, and whoever else an issuer speaks for."""

from __future__ import annotations

from typing import Annotated

from pydantic import StrictBool

from iam_stacks.config.marks import ONE_OR_MORE
from iam_stacks.config.model import Model
from iam_stacks.config.text import Audience, Region, Subject, TrustReason
from iam_stacks.config.trust.surroundings import Surroundings
from iam_stacks.policy import TrustPolicy


class Saml(Model):
    """People of a SAML 2.0 identity provider."""

    provider: str
    """A key of `providers:`."""
    regions: tuple[Region, ...] = ()
    """Regions whose own sign-in pages may be used too, when the global one does not work."""
    session_tags: StrictBool = False
    """Let the provider set session tags."""
    source_identity: StrictBool = False
    """Let the provider set a source identity."""

    def policy(self, surroundings: Surroundings) -> TrustPolicy:
        """Return the trust policy that this describes."""
        return TrustPolicy.saml(
            surroundings.saml_provider(self.provider),
            regions=self.regions,
            session_tags=self.session_tags,
            source_identity=self.source_identity,
        )


class WebIdentity(Model):
    """Identities of an OpenID Connect provider, by their claims."""

    provider: str
    """A key of `providers:`."""
    audience: Annotated[tuple[Audience, ...], ONE_OR_MORE]
    """The token's `aud`, exactly, or several."""
    subject: Annotated[tuple[Subject, ...], ONE_OR_MORE] = ()
    """The token's `sub`, or several. A `*` may stand only behind the customer's own part: `repo:acme/*`."""
    claims: dict[str, Annotated[tuple[str, ...], ONE_OR_MORE]] = {}
    """Further claims that AWS has condition keys for, each with its values."""
    role_session_name: str | None = None
    """The name that the session must have."""
    session_tags: StrictBool = False
    """Let tokens set session tags."""
    any_subject: StrictBool = False
    """Accept every token of a private issuer for the audience. It needs a `reason`."""
    reason: TrustReason | None = None
    """Why any subject is accepted."""

    def policy(self, surroundings: Surroundings) -> TrustPolicy:
        """Return the trust policy that this describes."""
        return TrustPolicy.web_identity(
            surroundings.issuer(self.provider), **self.model_dump(exclude={"provider"}, exclude_unset=True)
        )
