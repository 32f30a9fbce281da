"""What a trust in `iam.yaml` refers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from iam_stacks.config.provider import Provider
from iam_stacks.policy import PolicyError


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """The rest of the estate, as a trust needs it.

    Attributes:
        providers: the providers, by key.
        own_accounts: the accounts that are ours.
        trust_anchors: the ARN of each trust anchor that the estate defines, by the provider's key.
    """

    providers: Mapping[str, Provider]
    own_accounts: tuple[str, ...] = ()
    trust_anchors: Mapping[str, str] = field(default_factory=dict)

    def issuer(self, key: str) -> str:
        """Return the URL of an OpenID Connect provider.

        Raises:
            PolicyError: the provider is of another kind.
        """
        return _of_kind("an OpenID Connect provider, with url", key, self.providers[key].url)

    def require_issuer(self, key: str, url: str) -> None:
        """Refuse a provider whose URL is another one.

        Raises:
            PolicyError: it is, or the provider is of another kind.
        """
        if self.issuer(key) != url:
            raise PolicyError(f"provider {key} has the URL {self.issuer(key)}, and the issuer here is {url}")

    def saml_provider(self, key: str) -> str:
        """Return the name of a SAML provider.

        Raises:
            PolicyError: the provider is of another kind.
        """
        return _of_kind("a SAML provider, with saml", key, key if self.providers[key].saml else None)

    def trust_anchor(self, key: str) -> str:
        """Return the ARN of a trust anchor.

        Raises:
            PolicyError: the provider is of another kind.
        """
        anchor = self.providers[key].roles_anywhere
        arn = (anchor.trust_anchor_arn or self.trust_anchors[key]) if anchor else None
        return _of_kind("a trust anchor, with roles_anywhere", key, arn)


def _of_kind(kind: str, key: str, found: str | None) -> str:
    if found is None:
        raise PolicyError(f"provider {key} is not {kind}")
    return found
