"""The rules and the builders agree: what a builder accepts without a warning is no finding, and each warning is one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from iam_stacks.policy import TrustPolicy
from tests.checks.conftest import Examine
from tests.policy.trust.examples import ACCOUNT, HERE, OTHER, trusts
from tests.policy.trust.test_documents import CASES

COUNTERPARTS = {
    "trust-pattern": {"trust-pattern", "oidc-subject-wide"},
    "trust-pull-request": {"oidc-subject-wide"},
    "trust-external-id-with-mfa": {"trust-external-id-with-mfa"},
    "trust-source-not-asked": {"trust-source-not-asked"},
}
"""The rules that say what a warning of the builders says."""

FAMILY = {*("oidc", "saml", "cognito", "roles", "trust")}

OUTSIDE = {
    "trust-principal-missing",  # here is nobody but the role
}


def found_in(examine: Examine, trust: TrustPolicy, here: dict[str, str]) -> tuple[set[str], set[str]]:
    """Return the rules that find something in what a trust policy renders to, and those of them that are errors."""
    where = {"account": ACCOUNT, "partition": "aws", "region": "eu-west-1"} | here
    document = trust.render(**where)
    resources = {"R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": document}}}
    found = [
        each
        for each in examine(resources, given=where, own_accounts=[ACCOUNT, OTHER])
        if each.rule.id.partition("-")[0] in FAMILY
    ]
    return {each.rule.id for each in found} - OUTSIDE, {each.rule.id for each in found if each.severity == "error"}


def must_be_found(trust: TrustPolicy) -> bool:
    return bool(trust.warnings or trust.reasons)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(trust=trusts)
def test_findings_are_the_warnings_of_the_builders(examine: Examine, trust: TrustPolicy) -> None:
    found, errors = found_in(examine, trust, HERE)
    assert errors == set()
    for warning in trust.warnings:
        assert found & COUNTERPARTS[warning.rule], (warning, trust)
    assert not found or must_be_found(trust), trust


@pytest.mark.parametrize("name", CASES)
def test_the_documents_of_aws_are_no_error(examine: Examine, name: str) -> None:
    case = CASES[name]
    where = {"account": "123456789012"} | case.render
    found, errors = found_in(examine, case.trust, where)
    assert errors == set()
    assert not found or must_be_found(case.trust)


ANCHOR = f"arn:aws:rolesanywhere:eu-west-1:{ACCOUNT}:trust-anchor/a"
GITHUB = {"repository": "octo-org/octo-repo"}


@pytest.mark.parametrize(
    ("trust", "rules"),
    [
        (TrustPolicy.github_actions(**GITHUB, branch="main"), set()),
        (TrustPolicy.github_actions(**GITHUB, branch="release/*"), {"oidc-subject-wide"}),
        (TrustPolicy.github_actions(**GITHUB, pull_request=True), {"oidc-subject-wide"}),
        (TrustPolicy.service("states.amazonaws.com"), set()),
        (TrustPolicy.service("states.amazonaws.com", source_account=False), {"trust-source-not-asked"}),
        (TrustPolicy.account(OTHER, external_id="example-id", require_mfa=True), {"trust-external-id-with-mfa"}),
        (TrustPolicy.roles_anywhere(trust_anchor_arn=ANCHOR, subject={"CN": "a-*"}), {"trust-pattern"}),
        (
            TrustPolicy.roles_anywhere(trust_anchor_arn=ANCHOR, any_subject=True, reason="agreed"),
            {"roles-anywhere-subject-missing"},
        ),
        (TrustPolicy.organization("o-a1b2c3d4e5", paths=["o-a1b2c3d4e5/*"]), set()),
        (TrustPolicy.saml("Okta", regions=["eu-west-1"]), set()),
        (TrustPolicy.cognito("eu-west-1:12345678-abcd-abcd-abcd-123456789012", authenticated=False), set()),
    ],
)
def test_each_warning_has_a_rule(examine: Examine, trust: TrustPolicy, rules: set[str]) -> None:
    assert found_in(examine, trust, HERE) == (rules, set())


def _in_sub(value: Any) -> Any:
    """Return a value with each text inside Fn::Sub, as the pseudo parameters of a template need it."""
    if isinstance(value, dict):
        return {name: _in_sub(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_in_sub(each) for each in value]
    return {"Fn::Sub": value} if "${" in value else value


@pytest.mark.parametrize(
    "trust",
    [
        TrustPolicy.saml("Okta"),
        TrustPolicy.github_actions(**GITHUB, branch="main"),
        TrustPolicy.ecs_tasks(),
        TrustPolicy.account("${AWS::AccountId}"),
        TrustPolicy.organization("o-a1b2c3d4e5"),
    ],
)
def test_so_it_is_where_the_account_is_known_at_deployment_only(examine: Examine, trust: TrustPolicy) -> None:
    properties = {"AssumeRolePolicyDocument": _in_sub(trust.render())}
    nowhere = {"account": None, "region": None, "partition": None}
    found = examine({"R": {"Type": "AWS::IAM::Role", "Properties": properties}}, given=nowhere)
    assert [each.rule.id for each in found if each.rule.id.partition("-")[0] in FAMILY] == []
