"""Trust in workflows of GitHub Actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.trust.clauses import some
from iam_stacks.policy.trust.issuers import GITHUB as GITHUB_VENDOR
from iam_stacks.policy.trust.issuers import STS_AUDIENCE, require_vendor
from iam_stacks.policy.trust.web_identity import WebIdentityTrust

if TYPE_CHECKING:
    from typing_extensions import Self

GITHUB = "https://token.actions.githubusercontent.com"


class GitHubActionsTrust(WebIdentityTrust):
    """Builders for roles that workflows of GitHub Actions assume."""

    @classmethod
    def github_actions(
        cls,
        *,
        repository: str,
        owner_id: str | None = None,
        repository_id: str | None = None,
        branch: str | Sequence[str] | None = None,
        tag: str | Sequence[str] | None = None,
        environment: str | Sequence[str] | None = None,
        pull_request: bool = False,
        audience: str = STS_AUDIENCE,
        issuer: str = GITHUB,
    ) -> Self:
        """Trust the workflows of one repository, for any of what is given: a branch, a tag, an environment, ...

        GitHub sends a job's environment if it has one, else that it is for a pull request, else its branch or tag.
        Repositories that were created, renamed or transferred after July 15, 2026, and those that opted in, send the
        ids of owner and repository with their names (`repo:acme@123/app@456:...`), which a later owner of the same
        names cannot have: give the ids for these. Others send the names alone, and so does GitHub Enterprise Server.

        AWS source: IAM User Guide, "Create a role for OpenID Connect federation (console)", "Configuring a role for
        GitHub OIDC identity provider". GitHub's: GitHub Docs, "OpenID Connect reference".

        Args:
            repository: `OWNER/REPOSITORY`, exactly.
            owner_id: the owner's number. Default: the repository sends names alone.
            repository_id: the repository's number. Default: likewise.
            branch: workflows of this branch, or of several; it may have wildcards, which is a warning. Default: none.
            tag: workflows of this tag, likewise. Default: none.
            environment: jobs of this environment, likewise. Default: none.
            pull_request: jobs for pull requests, which is a warning: whoever can open one can assume the role.
                Default: none.
            audience: the token's `aud`. Default: what AWS's own action asks for.
            issuer: the provider's URL. Default: that of github.com.

        Raises:
            PolicyError: the repository is none or a pattern; only one id is given; or nothing of branch, tag,
                environment and pull_request.
        """
        require_vendor(issuer, GITHUB_VENDOR)
        limits.GITHUB_REPOSITORY.require("repository", repository)
        if (owner_id is None) != (repository_id is None):
            raise PolicyError("owner_id and repository_id go together; give both, or none")
        for name, number in (("owner_id", owner_id), ("repository_id", repository_id)):
            limits.NUMERIC_ID.require(name, number)
        owner, _, name = repository.partition("/")
        named = repository if owner_id is None else f"{owner}@{owner_id}/{name}@{repository_id}"
        branches, tags = some("branch", branch), some("tag", tag)
        _require_short_names(branches, "refs/heads/")
        _require_short_names(tags, "refs/tags/")
        contexts = [
            *(f"environment:{_encoded(each)}" for each in some("environment", environment)),
            *(["pull_request"] if pull_request else []),
            *(f"ref:refs/heads/{each}" for each in branches),
            *(f"ref:refs/tags/{each}" for each in tags),
        ]
        subjects = [f"repo:{named}:{context}" for context in contexts]
        if not subjects:
            raise PolicyError("which workflows are trusted is missing; give branch, tag, environment or pull_request")
        return cls.web_identity(issuer, audience=audience, subject=subjects)


def _require_short_names(refs: Sequence[str], prefix: str) -> None:
    for ref in refs:
        if ref.startswith(prefix):
            raise PolicyError(f"{ref!r} is not allowed; give {ref.removeprefix(prefix)!r}, without {prefix}")


def _encoded(environment: str) -> str:
    """GitHub Docs, "OpenID Connect reference": a colon inside a value is sent as %3A."""
    return environment.replace(":", "%3A")
