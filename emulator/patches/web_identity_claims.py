"""The claims of a web identity token that a trust policy can ask for.

MiniStack knows aud, sub and amr. AWS knows more of some providers, such as the ids of GitHub's repositories and
GitLab's projects:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
Delete when a release has it.
"""

from typing import Any

from ministack.services import cognito, sts

GITHUB = (
    "actor",
    "actor_id",
    "enterprise_id",
    "environment",
    "job_workflow_ref",
    "ref",
    "repository",
    "repository_id",
    "repository_owner_id",
    "workflow",
)
GITLAB = (
    "namespace_id",
    "pipeline_source",
    "project_id",
    "ref_protected",
    "runner_environment",
    "user_access_level",
    "user_email",
    "user_id",
    "user_login",
)
BUILDKITE = (
    "build_branch",
    "cluster_id",
    "cluster_name",
    "organization_id",
    "organization_slug",
    "pipeline_id",
    "pipeline_slug",
)
CLAIMS = {"token.actions.githubusercontent.com": GITHUB, "gitlab.com": GITLAB, "agent.buildkite.com": BUILDKITE}


def apply() -> None:
    """Add the claims to those that MiniStack takes from a token."""
    principal_of = sts._web_identity_principal

    def with_claims(token: str, provider_id: str, role_arn: str) -> tuple[str, dict[str, Any]]:
        principal, keys = principal_of(token, provider_id, role_arn)
        host = principal.rpartition(":oidc-provider/")[2]
        claims = cognito._decode_id_token_unverified(token) if host in CLAIMS else {}
        known = {name: str(claims[name]) for name in CLAIMS.get(host, ()) if name in claims}
        return principal, {**keys, **{f"{host}:{name}".lower(): value for name, value in known.items()}}

    sts._web_identity_principal = with_claims
