"""Pipelines of services that build and deploy: one model for each service."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import StrictBool

from iam_stacks.config.marks import ONE_OR_MORE
from iam_stacks.config.model import Model
from iam_stacks.config.text import (
    Audience,
    BitbucketWorkspace,
    GitHubRepository,
    GitLabProject,
    NumericId,
    RunPhase,
    Subject,
    TerraformName,
    TerraformPattern,
    Uuid,
)
from iam_stacks.config.trust.surroundings import Surroundings
from iam_stacks.policy import TrustPolicy
from iam_stacks.policy.trust.bitbucket import bitbucket_issuer
from iam_stacks.policy.trust.circleci import circleci_issuer


class Pipeline(Model):
    """What all of them have."""

    provider: str
    """A key of `providers:`."""

    @property
    def described(self) -> dict[str, Any]:
        """The arguments of the builder: everything that is given but the provider's key."""
        return self.model_dump(exclude={"provider"}, exclude_unset=True)


class GitHubActions(Pipeline):
    """Workflows of one repository of GitHub: for any one of branch, tag, environment and pull request that is given."""

    repository: GitHubRepository
    """`OWNER/REPOSITORY`."""
    owner_id: NumericId | None = None
    """The owner's number, for repositories that send it: those made, renamed or moved after July 15, 2026."""
    repository_id: NumericId | None = None
    """The repository's number, likewise."""
    branch: Annotated[tuple[Subject, ...], ONE_OR_MORE] = ()
    """Workflows of this branch, or of several."""
    tag: Annotated[tuple[Subject, ...], ONE_OR_MORE] = ()
    """Workflows of this tag, or of several."""
    environment: Annotated[tuple[Subject, ...], ONE_OR_MORE] = ()
    """Jobs of this environment, or of several."""
    pull_request: StrictBool = False
    """Jobs for pull requests: whoever can open one."""
    audience: Audience = "sts.amazonaws.com"
    """The token's `aud`."""

    def policy(self, surroundings: Surroundings) -> TrustPolicy:
        """Return the trust policy that this describes."""
        return TrustPolicy.github_actions(issuer=surroundings.issuer(self.provider), **self.described)


class GitLab(Pipeline):
    """Pipelines of one project of GitLab."""

    project: GitLabProject
    """`GROUP/PROJECT`."""
    branch: Annotated[tuple[Subject, ...], ONE_OR_MORE] = ()
    """Pipelines of this branch, or of several."""
    tag: Annotated[tuple[Subject, ...], ONE_OR_MORE] = ()
    """Pipelines of this tag, or of several."""
    project_id: NumericId | None = None
    """The project's number, which another project of the same path cannot have; on gitlab.com."""
    namespace_id: NumericId | None = None
    """The group's number, likewise."""
    audience: Audience | None = None
    """The token's `aud`. Default: the provider's URL."""

    def policy(self, surroundings: Surroundings) -> TrustPolicy:
        """Return the trust policy that this describes."""
        return TrustPolicy.gitlab(issuer=surroundings.issuer(self.provider), **self.described)


class HcpTerraform(Pipeline):
    """Runs of a workspace of HCP Terraform."""

    organization: TerraformName
    """The organization's name."""
    project: TerraformName
    """The project's name; the one that nobody made is called `Default Project`."""
    workspace: TerraformPattern = "*"
    """The workspace's name; it may have wildcards."""
    run_phase: RunPhase = "*"
    """`plan`, `apply` or `*`."""
    audience: Audience = "aws.workload.identity"
    """The token's `aud`."""

    def policy(self, surroundings: Surroundings) -> TrustPolicy:
        """Return the trust policy that this describes."""
        return TrustPolicy.hcp_terraform(issuer=surroundings.issuer(self.provider), **self.described)


class Bitbucket(Pipeline):
    """Pipelines of one repository of Bitbucket; the provider's URL is the workspace's own."""

    workspace: BitbucketWorkspace
    """The workspace's name, as in its URL."""
    workspace_uuid: Uuid
    """The workspace's id, without braces."""
    repository_uuid: Uuid
    """The repository's id, without braces."""

    def policy(self, surroundings: Surroundings) -> TrustPolicy:
        """Return the trust policy that this describes."""
        surroundings.require_issuer(self.provider, bitbucket_issuer(self.workspace))
        return TrustPolicy.bitbucket(**self.described)


class CircleCi(Pipeline):
    """Jobs of one project of CircleCI; the provider's URL is the organization's own."""

    organization_id: Uuid
    """The organization's id."""
    project_id: Uuid
    """The project's id."""
    audience: Audience | None = None
    """The token's `aud`. Default: the organization's id."""

    def policy(self, surroundings: Surroundings) -> TrustPolicy:
        """Return the trust policy that this describes."""
        surroundings.require_issuer(self.provider, circleci_issuer(self.organization_id))
        return TrustPolicy.circleci(**self.described)
