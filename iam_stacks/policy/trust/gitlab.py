"""Trust in pipelines of GitLab."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.trust.clauses import some
from iam_stacks.policy.trust.issuers import GITLAB as GITLAB_VENDOR
from iam_stacks.policy.trust.issuers import require_vendor
from iam_stacks.policy.trust.web_identity import WebIdentityTrust

if TYPE_CHECKING:
    from typing_extensions import Self

GITLAB = "https://gitlab.com"


class GitLabTrust(WebIdentityTrust):
    """Builders for roles that pipelines of GitLab assume."""

    @classmethod
    def gitlab(
        cls,
        *,
        project: str,
        branch: str | Sequence[str] | None = None,
        tag: str | Sequence[str] | None = None,
        project_id: str | None = None,
        namespace_id: str | None = None,
        audience: str | None = None,
        issuer: str = GITLAB,
    ) -> Self:
        """Trust the pipelines of one project, for any of the branches and tags that are given.

        AWS source: IAM User Guide, "Create a role for OpenID Connect federation (console)"; for the ids, which AWS
        and GitLab recommend since a path can be given to somebody else, "IAM and AWS STS condition context keys".
        GitLab's: GitLab Docs, "Configure OpenID Connect in AWS to retrieve temporary credentials".

        Args:
            project: its path, `GROUP/PROJECT`, exactly.
            branch: pipelines of this branch, or of several; it may have wildcards, which is a warning. Default: none.
            tag: pipelines of this tag, likewise. Default: none.
            project_id: the project's number, on gitlab.com. Default: not asked for.
            namespace_id: the group's number, on gitlab.com. Default: not asked for.
            audience: the token's `aud`. Default: the URL of the issuer.
            issuer: the provider's URL. Default: that of gitlab.com.

        Raises:
            PolicyError: the project is no path or a pattern; neither branch nor tag is given; or ids for an issuer
                other than gitlab.com, for which AWS has no such keys.
        """
        require_vendor(issuer, GITLAB_VENDOR)
        limits.GITLAB_PROJECT.require("project", project)
        ids = {"project_id": project_id, "namespace_id": namespace_id}
        for name, number in ids.items():
            limits.NUMERIC_ID.require(name, number)
            if number is not None and issuer != GITLAB:
                raise PolicyError(f"{name} is known to AWS for {GITLAB} only; leave it out")
        refs = [
            *(f"branch:ref:{each}" for each in some("branch", branch)),
            *(f"tag:ref:{each}" for each in some("tag", tag)),
        ]
        subjects = [f"project_path:{project}:ref_type:{ref}" for ref in refs]
        if not subjects:
            raise PolicyError("which pipelines are trusted is missing; give branch or tag")
        return cls.web_identity(
            issuer,
            audience=issuer if audience is None else audience,
            subject=subjects,
            claims={name: number for name, number in ids.items() if number is not None},
        )
