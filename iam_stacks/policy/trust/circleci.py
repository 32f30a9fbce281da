"""Trust in jobs of CircleCI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.trust.web_identity import WebIdentityTrust

if TYPE_CHECKING:
    from typing_extensions import Self


def circleci_issuer(organization_id: str) -> str:
    """Return the URL of an organization's own issuer."""
    return f"https://oidc.circleci.com/org/{organization_id}"


class CircleCiTrust(WebIdentityTrust):
    """Builders for roles that jobs of CircleCI assume."""

    @classmethod
    def circleci(cls, *, organization_id: str, project_id: str, audience: str | None = None) -> Self:
        """Trust the jobs of one project, whoever started them, which is a warning.

        AWS source: IAM User Guide, "Create a role for OpenID Connect federation (console)". CircleCI's: CircleCI
        Docs, "Using OpenID Connect tokens in jobs".

        Args:
            organization_id: the organization's id; the issuer is its own.
            project_id: the project's id.
            audience: the token's `aud`. Default: the organization's id, as CircleCI sends unless told otherwise.

        Raises:
            PolicyError: an id is none.
        """
        limits.UUID.require("organization_id", organization_id)
        limits.UUID.require("project_id", project_id)
        return cls.web_identity(
            circleci_issuer(organization_id),
            audience=organization_id if audience is None else audience,
            subject=f"org/{organization_id}/project/{project_id}/user/*",
            claims={"oidc.circleci.com/project-id": project_id},
        )
