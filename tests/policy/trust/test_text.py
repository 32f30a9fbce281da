"""Whatever text is given, a builder makes a document that IAM can read, or says what is wrong."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iam_stacks.policy import Document, PolicyError, TrustPolicy
from tests.policy.trust.test_documents import (
    ANCHOR,
    CIRCLECI_ORG,
    EKS,
    GITHUB,
    POOL,
    PROJECT,
    REPOSITORY,
    WORKSPACE,
    builders,
)

PIECES = [
    "*",
    "?",
    "${",
    "}",
    "${AWS::AccountId}",
    "${Token[A.1]}",
    "${aws:x}",
    "\ue010",
    "\x00",
    "\n",
    "arn:",
    ":",
    "/",
]
VALID = ["111122223333", GITHUB, "repo:acme/app:*", ANCHOR, POOL, PROJECT, "o-a1b2c3d4e5", "eu-west-1", "a"]
texts = st.one_of(
    st.text(max_size=20), st.lists(st.sampled_from(PIECES + VALID), max_size=4).map("".join), st.sampled_from(VALID)
)
listed = st.lists(texts, max_size=2)
mapped = st.dictionaries(texts | st.sampled_from(["CN", "Project"]), texts | listed, max_size=2)

# Each builder with arguments that it accepts; each of them is replaced in turn, and by what has its type.
VALID_ARGUMENTS: dict[str, dict[str, Any]] = {
    "service": {
        "service": "states.amazonaws.com",
        "source_account": "111122223333",
        "source_arn": [],
        "source_org_id": "o-a1b2c3d4e5",
    },
    "ec2": {},
    "ecs_tasks": {},
    "step_functions": {"state_machine": "a"},
    "event_bridge": {},
    "code_build": {"project": "a"},
    "account": {
        "accounts": ["111122223333"],
        "external_id": "example-id",
        "source_identity": ["a"],
        "session_tags": {},
        "own_accounts": [],
    },
    "organization": {"organization_id": "o-a1b2c3d4e5", "paths": []},
    "saml": {"provider": "Okta", "regions": ["eu-west-1"]},
    "web_identity": {
        "issuer": GITHUB,
        "audience": ["a"],
        "subject": ["repo:acme/app:*"],
        "claims": {},
        "role_session_name": "session",
    },
    "github_actions": {
        "repository": "octo-org/octo-repo",
        "owner_id": "1",
        "repository_id": "2",
        "branch": "main",
        "tag": "v1",
        "environment": "prod",
        "audience": "a",
        "issuer": GITHUB,
    },
    "gitlab": {
        "project": "mygroup/myproject",
        "branch": "main",
        "tag": "v1",
        "project_id": "1",
        "namespace_id": "2",
        "audience": "a",
        "issuer": "https://gitlab.com",
    },
    "hcp_terraform": {
        "organization": "acme",
        "project": "p",
        "workspace": "w",
        "run_phase": "plan",
        "audience": "a",
        "issuer": "https://app.terraform.io",
    },
    "bitbucket": {"workspace": "a", "workspace_uuid": WORKSPACE, "repository_uuid": REPOSITORY},
    "circleci": {"organization_id": CIRCLECI_ORG, "project_id": PROJECT, "audience": "a"},
    "eks_service_account": {"issuer": f"https://{EKS}", "namespace": "a", "service_account": "a"},
    "pod_identity": {"cluster_arn": [], "namespace": ["a"], "service_account": ["a"]},
    "cognito": {"identity_pool": [POOL]},
    "google": {"client_id": "a", "subject": ["1"], "audience": "a"},
    "roles_anywhere": {
        "trust_anchor_arn": [ANCHOR],
        "subject": {"CN": "a"},
        "issuer": {},
        "dns_name": ["a"],
        "uri": [],
    },
}
ARGUMENTS = [(builder, argument) for builder, valid in VALID_ARGUMENTS.items() for argument in valid]


def test_every_builder_is_among_them() -> None:
    assert set(VALID_ARGUMENTS) == set(builders())


@pytest.mark.parametrize(("builder", "argument"), ARGUMENTS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_no_text_does_worse_than_to_be_refused(builder: str, argument: str, data: st.DataObject) -> None:
    valid = VALID_ARGUMENTS[builder]
    replaced = data.draw({str: texts, list: texts | listed, dict: mapped}[type(valid[argument])])
    keywords = {**valid, argument: replaced}
    positional = keywords.pop("accounts", [])
    build: Callable[..., TrustPolicy] = getattr(TrustPolicy, builder)
    try:
        document = build(*positional, **keywords).render(account="111122223333")
    except PolicyError:
        return
    assert Document.parse(document).render().keys() == document.keys()


@pytest.mark.parametrize("argument", ["account", "partition", "region"])
@settings(deadline=None)
@given(text=texts)
def test_no_text_of_the_deployment_does_worse_than_to_be_refused(argument: str, text: str) -> None:
    trust = TrustPolicy.ecs_tasks() | TrustPolicy.saml("Okta") | TrustPolicy.account("111122223333")
    try:
        assert trust.render(**{argument: text})["Statement"]
    except PolicyError:
        return
