"""OpenID Connect providers in `iam.yaml`."""

from __future__ import annotations

from pydantic import Field, StrictBool, model_validator

from iam_stacks.config.model import Thing
from iam_stacks.config.text import Audience, ProviderUrl, refuse


class Provider(Thing):
    """An OpenID Connect provider; an account can have one for each URL."""

    url: ProviderUrl
    """The issuer's URL, such as `https://token.actions.githubusercontent.com`."""
    audiences: tuple[Audience, ...] = Field(min_length=1)
    """Client ids that tokens may be issued for."""
    existing: StrictBool = False
    """The account has this provider already: trust it, and do not create it."""

    @model_validator(mode="after")
    def _causes_findings_only_if_created(self) -> Provider:
        if self.existing and self.acknowledge:
            raise refuse("a provider that exists already causes no finding to acknowledge")
        return self
