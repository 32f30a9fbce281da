"""Roles, and whom they trust, in `iam.yaml`."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field, StrictBool, StrictInt, model_validator

from iam_stacks.config.group import Principal
from iam_stacks.config.model import Model
from iam_stacks.config.provider import Provider
from iam_stacks.config.text import (
    AccountId,
    Audience,
    Description,
    ExternalId,
    LogGroupName,
    ServicePrincipal,
    Subject,
    TagKey,
    TagValue,
    refuse,
)
from iam_stacks.policy import TrustPolicy
from iam_stacks.policy.limits import SESSION_SECONDS

LAMBDA = "lambda.amazonaws.com"


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


class Role(Principal):
    """A role; its key is its name."""

    trust: Trust
    """Who may assume the role."""
    description: Description | None = None
    """What the role is for."""
    max_session_seconds: StrictInt = Field(default=SESSION_SECONDS[0], ge=SESSION_SECONDS[0], le=SESSION_SECONDS[1])
    """How long a session may last, in seconds."""
    log_group: LogGroupName | None = None
    """For Lambda: the one CloudWatch log group that the function writes to."""
    create_log_group: StrictBool = False
    """With `log_group`: the function may create it."""
    tags: dict[TagKey, TagValue] = {}
    """Tags of the role."""

    @model_validator(mode="after")
    def _logs_are_lambdas(self) -> Role:
        if self.log_group is not None and not self.is_for_lambda:
            raise refuse("log_group is for a role that trusts lambda.amazonaws.com")
        if self.create_log_group and self.log_group is None:
            raise refuse("create_log_group goes with log_group only")
        return self

    @property
    def is_for_lambda(self) -> bool:
        """Whether Lambda, and nobody else, assumes this role."""
        return self.trust.service == LAMBDA
