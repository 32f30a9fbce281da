"""Whom a role trusts, in `iam.yaml`."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Annotated

from pydantic import ConfigDict, Field, StrictBool, StrictInt, model_validator

from iam_stacks.config.marks import ONE_OR_MORE, refuse
from iam_stacks.config.model import Model, exactly_one
from iam_stacks.config.text import (
    ExternalId,
    OrganizationId,
    OrganizationPath,
    Principal,
    ServicePrincipal,
    SourceAccount,
    SourceArn,
    SourceIdentity,
    TagKey,
    TrustReason,
)
from iam_stacks.config.trust.applications import Cognito, Google
from iam_stacks.config.trust.certificates import RolesAnywhere
from iam_stacks.config.trust.federated import Saml, WebIdentity
from iam_stacks.config.trust.kubernetes import EksServiceAccount, PodIdentity
from iam_stacks.config.trust.pipelines import Bitbucket, CircleCi, GitHubActions, GitLab, HcpTerraform
from iam_stacks.config.trust.surroundings import Surroundings
from iam_stacks.policy import TrustPolicy
from iam_stacks.policy.limits import MFA_AGE_SECONDS

DESCRIBED = (
    *("saml", "web_identity", "github_actions", "gitlab", "hcp_terraform", "bitbucket", "circleci"),
    *("eks_service_account", "pod_identity", "cognito", "google", "roles_anywhere"),
)
"""The kinds that have a model of their own."""

KINDS = ("service", "account", "organization", *DESCRIBED, "any_of")

VOUCHED = ("account", "service")
"""The kinds that name accounts, which may be trusted for a reason."""

OPTIONS = {
    "source_account": "service",
    "source_arn": "service",
    "source_org_id": "service",
    "unverified": "service",
    "external_id": "account",
    "require_mfa": "account",
    "mfa_max_age": "account",
    "source_identity": "account",
    "session_tags": "account",
    "paths": "organization",
}
"""The keys that go with one kind only."""


class Trust(Model):
    """Who may assume the role: exactly one kind of principal; several go under `any_of`."""

    model_config = ConfigDict(
        json_schema_extra=exactly_one(*KINDS)
        | {"dependentRequired": {option: [kind] for option, kind in OPTIONS.items()}}
        | {"examples": [{"service": "lambda.amazonaws.com"}]}
    )

    service: ServicePrincipal | None = None
    """An AWS service, such as `lambda.amazonaws.com`."""
    source_account: SourceAccount | None = None
    """With `service`: the account that it must act for; `true` is the one deployed to. Default: that one, where the
    service's own guide shows the condition."""
    source_arn: Annotated[tuple[SourceArn, ...], ONE_OR_MORE] = ()
    """With `service`: the resources that it must act for, by ARN, with `*` for what is not known."""
    source_org_id: OrganizationId | None = None
    """With `service`: the organization that it must act for."""
    unverified: StrictBool = False
    """With `service`: ask for conditions that the service's guide does not show."""
    account: Annotated[tuple[Principal, ...], ONE_OR_MORE] = ()
    """AWS accounts (12 digits, in quotes), or ARNs of users and roles; one or several."""
    external_id: ExternalId | None = None
    """With `account`: what the caller must present."""
    require_mfa: StrictBool = False
    """With `account`: the caller must have signed in with MFA."""
    mfa_max_age: StrictInt | None = Field(default=None, ge=MFA_AGE_SECONDS[0], le=MFA_AGE_SECONDS[1])
    """With `account`: how many seconds ago, at the most."""
    source_identity: Annotated[tuple[SourceIdentity, ...], ONE_OR_MORE] = ()
    """With `account`: the source identities one of which the caller must set; `*` for any."""
    session_tags: dict[TagKey, Annotated[tuple[str, ...], ONE_OR_MORE]] = {}
    """With `account`: the tags that the caller must set, each with its values; `*` for any."""
    trusted: StrictBool = False
    """With `account` or `service`: trust an account that is not ours without an external id. It needs a `reason`."""
    reason: TrustReason | None = None
    """Why it is trusted."""
    organization: OrganizationId | None = None
    """Every account of an organization."""
    paths: Annotated[tuple[OrganizationPath, ...], ONE_OR_MORE] = ()
    """With `organization`: only these organizational units, by path; one or several."""
    saml: Saml | None = None
    """People of a SAML 2.0 identity provider."""
    web_identity: WebIdentity | None = None
    """Identities of an OpenID Connect provider, by their claims."""
    github_actions: GitHubActions | None = None
    """Workflows of GitHub Actions."""
    gitlab: GitLab | None = None
    """Pipelines of GitLab."""
    hcp_terraform: HcpTerraform | None = None
    """Runs of HCP Terraform."""
    bitbucket: Bitbucket | None = None
    """Bitbucket Pipelines."""
    circleci: CircleCi | None = None
    """Jobs of CircleCI."""
    eks_service_account: EksServiceAccount | None = None
    """Pods that run as a Kubernetes service account (IRSA)."""
    pod_identity: PodIdentity | None = None
    """Pods with an EKS Pod Identity association."""
    cognito: Cognito | None = None
    """Users of a Cognito identity pool."""
    google: Google | None = None
    """People and service accounts of Google."""
    roles_anywhere: RolesAnywhere | None = None
    """Machines outside of AWS, with certificates."""
    any_of: tuple[Trust, ...] = Field(default=(), min_length=2)
    """Several of these."""

    @model_validator(mode="after")
    def _one_kind(self) -> Trust:
        given = [kind for kind in KINDS if getattr(self, kind)]
        if not given:
            raise refuse("trust needs exactly one kind of principal", ", ".join(KINDS[:-1]) + " or any_of")
        if len(given) > 1:
            raise refuse(f"trust takes one kind of principal, given {' and '.join(given)}; several go under any_of")
        for option, kind in OPTIONS.items():
            if option in self.model_fields_set and not getattr(self, kind):
                raise refuse(f"{option} goes with {kind} only")
        if {"trusted", "reason"} & self.model_fields_set and not any(getattr(self, kind) for kind in VOUCHED):
            raise refuse("trusted and reason go with account or service only")
        if any(each.any_of for each in self.any_of):
            raise refuse("any_of cannot stand inside any_of; put all into one list")
        return self

    @property
    def providers(self) -> set[str]:
        """The keys of `providers:` that are named here."""
        described = [getattr(self, kind) for kind in DESCRIBED]
        named = {each.provider for each in described if hasattr(each, "provider")}
        return named.union(*(each.providers for each in self.any_of))

    @property
    def names_certificates(self) -> bool:
        """Whether machines with certificates are trusted."""
        return self.roles_anywhere is not None or any(each.names_certificates for each in self.any_of)

    def is_only(self, service: str) -> bool:
        """Tell whether one service is trusted, under no condition that is written here."""
        return self.service == service and self.model_fields_set == {"service"}

    def policy(self, surroundings: Surroundings) -> TrustPolicy:
        """Return the trust policy that this describes.

        Raises:
            PolicyError: what it says together with its surroundings cannot be trusted safely, or not at all.
        """
        if self.any_of:
            return reduce(or_, (each.policy(surroundings) for each in self.any_of))
        if self.service:
            return self._service(self.service, surroundings)
        if self.account:
            return self._account(surroundings)
        if self.organization:
            return TrustPolicy.organization(self.organization, paths=self.paths or None)
        (described,) = filter(None, (getattr(self, kind) for kind in DESCRIBED))
        policy: TrustPolicy = described.policy(surroundings)
        return policy

    def _service(self, service: str, surroundings: Surroundings) -> TrustPolicy:
        return TrustPolicy.service(
            service,
            source_account=self.source_account,
            source_arn=self.source_arn or None,
            source_org_id=self.source_org_id,
            unverified=self.unverified,
            own_accounts=surroundings.own_accounts,
            trusted=self.trusted,
            reason=self.reason,
        )

    def _account(self, surroundings: Surroundings) -> TrustPolicy:
        return TrustPolicy.account(
            *self.account,
            external_id=self.external_id,
            require_mfa=self.require_mfa,
            mfa_max_age=self.mfa_max_age,
            source_identity=self.source_identity,
            session_tags=self.session_tags,
            own_accounts=surroundings.own_accounts,
            trusted=self.trusted,
            reason=self.reason,
        )
