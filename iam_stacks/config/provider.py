"""OpenID Connect providers in `iam.yaml`."""

from __future__ import annotations

from pydantic import Field, StrictBool

from iam_stacks.config.model import Thing
from iam_stacks.config.text import Audience, ProviderUrl


class Provider(Thing):
    """An OpenID Connect provider; an account can have one for each URL."""

    url: ProviderUrl
    """The issuer's URL, such as `https://token.actions.githubusercontent.com`."""
    audiences: tuple[Audience, ...] = Field(min_length=1)
    """Client ids that tokens may be issued for."""
    existing: StrictBool = False
    """The account has this provider already: trust it, and do not create it."""
