"""Whom a role trusts, in `iam.yaml`."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ConfigDict, model_validator

from iam_stacks.config.model import Model, exactly_one
from iam_stacks.config.provider import Provider
from iam_stacks.config.text import AccountId, Audience, ExternalId, ServicePrincipal, Subject, refuse
from iam_stacks.policy import TrustPolicy


class WebIdentity(Model):
    """One identity of an OpenID Connect provider."""

    provider: str
    """A key of `providers:`."""
    audience: Audience
    """The token's `aud`, exactly."""
    subject: Subject
    """The token's `sub`, exactly."""


class Trust(Model):
    """Who may assume the role: exactly one of `service`, `account` and `web_identity`."""

    model_config = ConfigDict(
        json_schema_extra=exactly_one("service", "account", "web_identity")
        | {"dependentRequired": {"external_id": ["account"]}}
    )

    service: ServicePrincipal | None = None
    """An AWS service, such as `lambda.amazonaws.com`."""
    account: AccountId | None = None
    """Another AWS account: 12 digits, in quotes."""
    external_id: ExternalId | None = None
    """With `account`: what the caller must present."""
    web_identity: WebIdentity | None = None
    """An identity of an OpenID Connect provider."""

    @model_validator(mode="after")
    def _one_kind(self) -> Trust:
        kinds = [self.service, self.account, self.web_identity]
        if sum(kind is not None for kind in kinds) != 1:
            raise refuse("trust needs exactly one kind of principal", "service, account or web_identity")
        if self.external_id is not None and self.account is None:
            raise refuse("external_id goes with account only")
        return self

    def policy(self, providers: Mapping[str, Provider]) -> TrustPolicy:
        """Return the trust policy that this describes."""
        if self.web_identity:
            identity = self.web_identity
            url = providers[identity.provider].url
            return TrustPolicy.web_identity(url, audience=identity.audience, subject=identity.subject)
        if self.service:
            return TrustPolicy.service(self.service)
        return TrustPolicy.account(str(self.account), external_id=self.external_id)
