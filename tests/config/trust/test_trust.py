"""Each kind of trust that a file can describe is the one that its builder makes."""

from typing import Any

import pytest
from pydantic import ValidationError

from iam_stacks.config import Provider, Surroundings, Trust
from iam_stacks.config.trust.trust import DESCRIBED, KINDS
from iam_stacks.policy import PolicyError, TrustPolicy

UUID = "11111111-2222-3333-4444-555555555555"
ANCHOR = "arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/a"
CLUSTER = "https://oidc.eks.us-east-1.amazonaws.com/id/ABC"

URLS = {
    "GitHub": "https://token.actions.githubusercontent.com",
    "GitLab": "https://gitlab.com",
    "Terraform": "https://app.terraform.io",
    "Bitbucket": "https://api.bitbucket.org/2.0/workspaces/w/pipelines-config/identity/oidc",
    "CircleCi": f"https://oidc.circleci.com/org/{UUID}",
    "Cluster": CLUSTER,
}

SURROUNDINGS = Surroundings(
    providers={
        **{name: Provider.model_validate({"url": url, "audiences": ["a"]}) for name, url in URLS.items()},
        "Corp": Provider.model_validate({"saml": {}, "existing": True}),
        "Anchor": Provider.model_validate({"roles_anywhere": {"trust_anchor_arn": ANCHOR}}),
        "Made": Provider.model_validate(
            {
                "roles_anywhere": {
                    "certificate_authority_arn": "arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/a"
                }
            }
        ),
    },
    own_accounts=("222222222222",),
    trust_anchors={"Made": "${Token[Made.1]}"},
)

CASES: dict[str, tuple[dict[str, Any], TrustPolicy]] = {
    "service": ({"service": "ec2.amazonaws.com"}, TrustPolicy.service("ec2.amazonaws.com")),
    "service for an account": (
        {"service": "states.amazonaws.com", "source_account": "111111111111", "source_arn": "arn:aws:states:*:*:*"},
        TrustPolicy.service("states.amazonaws.com", source_account="111111111111", source_arn="arn:aws:states:*:*:*"),
    ),
    "service of an organization": (
        {"service": "sns.amazonaws.com", "source_org_id": "o-a1b2c3d4e5", "unverified": True},
        TrustPolicy.service("sns.amazonaws.com", source_org_id="o-a1b2c3d4e5", unverified=True),
    ),
    "account": (
        {"account": "999999999999", "external_id": "example-id"},
        TrustPolicy.account("999999999999", external_id="example-id"),
    ),
    "accounts of ours": (
        {"account": ["222222222222", "${AWS::AccountId}"], "mfa_max_age": 3600},
        TrustPolicy.account("222222222222", "${AWS::AccountId}", mfa_max_age=3600, own_accounts=["222222222222"]),
    ),
    "account with identity and tags": (
        {"account": "222222222222", "source_identity": "*", "session_tags": {"Team": ["a", "b"]}, "require_mfa": True},
        TrustPolicy.account(
            "222222222222",
            source_identity=["*"],
            session_tags={"Team": ("a", "b")},
            require_mfa=True,
            own_accounts=["222222222222"],
        ),
    ),
    "trusted account": (
        {"account": "999999999999", "trusted": True, "reason": "the parent company"},
        TrustPolicy.account("999999999999", trusted=True, reason="the parent company"),
    ),
    "organization": (
        {"organization": "o-a1b2c3d4e5", "paths": ["o-a1b2c3d4e5/*"]},
        TrustPolicy.organization("o-a1b2c3d4e5", paths=["o-a1b2c3d4e5/*"]),
    ),
    "saml": (
        {"saml": {"provider": "Corp", "regions": ["eu-central-1"], "session_tags": True, "source_identity": True}},
        TrustPolicy.saml("Corp", regions=["eu-central-1"], session_tags=True, source_identity=True),
    ),
    "web_identity": (
        {"web_identity": {"provider": "Cluster", "audience": "a", "any_subject": True, "reason": "a trial"}},
        TrustPolicy.web_identity(CLUSTER, audience="a", any_subject=True, reason="a trial"),
    ),
    "github_actions": (
        {"github_actions": {"provider": "GitHub", "repository": "o/r", "branch": "main", "environment": "prod"}},
        TrustPolicy.github_actions(repository="o/r", branch="main", environment="prod"),
    ),
    "github_actions, several": (
        {
            "github_actions": {
                "provider": "GitHub",
                "repository": "o/r",
                "branch": ["a", "b"],
                "environment": ["c", "d"],
            }
        },
        TrustPolicy.github_actions(repository="o/r", branch=["a", "b"], environment=["c", "d"]),
    ),
    "gitlab, several": (
        {"gitlab": {"provider": "GitLab", "project": "g/p", "branch": ["a", "b"], "tag": ["v1", "v2"]}},
        TrustPolicy.gitlab(project="g/p", branch=["a", "b"], tag=["v1", "v2"]),
    ),
    "gitlab": (
        {"gitlab": {"provider": "GitLab", "project": "g/p", "branch": "main", "project_id": "7"}},
        TrustPolicy.gitlab(project="g/p", branch="main", project_id="7"),
    ),
    "hcp_terraform": (
        {"hcp_terraform": {"provider": "Terraform", "organization": "o", "project": "p", "run_phase": "plan"}},
        TrustPolicy.hcp_terraform(organization="o", project="p", run_phase="plan"),
    ),
    "bitbucket": (
        {"bitbucket": {"provider": "Bitbucket", "workspace": "w", "workspace_uuid": UUID, "repository_uuid": UUID}},
        TrustPolicy.bitbucket(workspace="w", workspace_uuid=UUID, repository_uuid=UUID),
    ),
    "circleci": (
        {"circleci": {"provider": "CircleCi", "organization_id": UUID, "project_id": UUID}},
        TrustPolicy.circleci(organization_id=UUID, project_id=UUID),
    ),
    "eks_service_account": (
        {"eks_service_account": {"provider": "Cluster", "namespace": "n", "service_account": "s"}},
        TrustPolicy.eks_service_account(issuer=CLUSTER, namespace="n", service_account="s"),
    ),
    "pod_identity": (
        {"pod_identity": {"namespace": "n", "service_account": ["s", "t"]}},
        TrustPolicy.pod_identity(namespace="n", service_account=["s", "t"]),
    ),
    "cognito": (
        {"cognito": {"identity_pool": f"us-east-2:{UUID}", "authenticated": False}},
        TrustPolicy.cognito(f"us-east-2:{UUID}", authenticated=False),
    ),
    "google": (
        {"google": {"client_id": "app", "subject": "123"}},
        TrustPolicy.google(client_id="app", subject="123"),
    ),
    "roles_anywhere": (
        {"roles_anywhere": {"provider": "Anchor", "subject": {"CN": "web"}, "dns_name": "web.example"}},
        TrustPolicy.roles_anywhere(trust_anchor_arn=ANCHOR, subject={"CN": "web"}, dns_name="web.example"),
    ),
    "roles_anywhere with an anchor of the estate": (
        {"roles_anywhere": {"provider": "Made", "uri": "spiffe://x"}},
        TrustPolicy.roles_anywhere(trust_anchor_arn="${Token[Made.1]}", uri="spiffe://x"),
    ),
    "any_of": (
        {"any_of": [{"service": "ec2.amazonaws.com"}, {"saml": {"provider": "Corp"}}]},
        TrustPolicy.ec2() | TrustPolicy.saml("Corp"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_what_its_builder_makes(case: str) -> None:
    described, expected = CASES[case]
    assert Trust.model_validate(described).policy(SURROUNDINGS) == expected


def test_there_is_a_case_for_each_kind() -> None:
    assert {kind for described, _ in CASES.values() for kind in described} >= set(KINDS)


def test_it_says_which_providers_it_names() -> None:
    described, _ = CASES["any_of"]
    assert Trust.model_validate(described).providers == {"Corp"}
    assert Trust.model_validate({"service": "ec2.amazonaws.com"}).providers == set()


def test_it_says_whether_it_names_certificates() -> None:
    named = {case: Trust.model_validate(described).names_certificates for case, (described, _) in CASES.items()}
    assert {case for case, names in named.items() if names} == {
        "roles_anywhere",
        "roles_anywhere with an anchor of the estate",
    }
    inside = {"any_of": [{"service": "ec2.amazonaws.com"}, CASES["roles_anywhere"][0]]}
    assert Trust.model_validate(inside).names_certificates


@pytest.mark.parametrize("kind", [kind for kind in DESCRIBED if "provider" in CASES[kind][0][kind]])
def test_a_provider_must_be_of_the_kind_that_is_trusted(kind: str) -> None:
    described = CASES[kind][0][kind] | {"provider": "Anchor" if kind != "roles_anywhere" else "Corp"}
    with pytest.raises(PolicyError, match=r"^provider (Anchor|Corp) is not "):
        Trust.model_validate({kind: described}).policy(SURROUNDINGS)


@pytest.mark.parametrize("kind", ["bitbucket", "circleci"])
def test_a_provider_must_have_the_url_of_the_workspace_or_organization(kind: str) -> None:
    described = CASES[kind][0][kind] | {"provider": "GitHub"}
    with pytest.raises(PolicyError, match=r"provider GitHub has the URL .*, and the issuer here is https://"):
        Trust.model_validate({kind: described}).policy(SURROUNDINGS)


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"paths": ["o-a1b2c3d4e5/*"]}, "paths goes with organization only"),
        ({"external_id": "example-id"}, "external_id goes with account only"),
        ({"reason": "a trial"}, "trusted and reason go with account or service only"),
    ],
)
def test_an_option_goes_with_its_kind_only(option: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Trust.model_validate({"saml": {"provider": "Corp"}, **option})
