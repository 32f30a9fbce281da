"""Trust in Bitbucket Pipelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.trust.web_identity import WebIdentityTrust

if TYPE_CHECKING:
    from typing_extensions import Self

_AUDIENCE = "ari:cloud:bitbucket::workspace/{}"


def bitbucket_issuer(workspace: str) -> str:
    """Return the URL of a workspace's own issuer."""
    return f"https://api.bitbucket.org/2.0/workspaces/{workspace}/pipelines-config/identity/oidc"


class BitbucketTrust(WebIdentityTrust):
    """Builders for roles that Bitbucket Pipelines assume."""

    @classmethod
    def bitbucket(cls, *, workspace: str, workspace_uuid: str, repository_uuid: str) -> Self:
        """Trust every step of a repository's pipelines, which is a warning: a step's own id is new each time.

        AWS source: AWS Security Agent User Guide, the tutorial on Bitbucket Pipelines deployments.

        Args:
            workspace: its name, as in its URL; the issuer is its own.
            workspace_uuid: its id, without braces.
            repository_uuid: the repository's id, without braces.

        Raises:
            PolicyError: the name or an id is none.
        """
        limits.BITBUCKET_WORKSPACE.require("workspace", workspace)
        limits.UUID.require("workspace_uuid", workspace_uuid)
        limits.UUID.require("repository_uuid", repository_uuid)
        return cls.web_identity(
            bitbucket_issuer(workspace),
            audience=_AUDIENCE.format(workspace_uuid),
            subject=f"{{{repository_uuid}}}:*",
        )
