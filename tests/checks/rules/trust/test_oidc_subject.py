"""What a web-identity trust asks of the claim that tells an issuer's customers apart."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.trust.statements import (
    COGNITO,
    EKS,
    GITHUB,
    PARAMETER,
    WEB,
    deny,
    provider,
    sub,
    trust,
    web,
)
from tests.checks.samples import role

MISSING, OTHERS, WIDE = "oidc-subject-missing", "oidc-subject-of-others", "oidc-subject-wide"
ACME = "repo:acme/shop:ref:refs/heads/main"
GOOGLE = "accounts.google.com"
DEFENDER = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d"


def told(examine: Examine, *statements: dict[str, Any], **resources: Any) -> list[tuple[str, str]]:
    found = examine(role(*statements) | resources, sections=PARAMETER)
    return [(each.severity, each.rule.id) for each in found if each.rule.id in (MISSING, OTHERS, WIDE)]


@pytest.mark.parametrize(
    "statement",
    [
        web(GITHUB),
        web(GITHUB) | {"Action": ["STS:AssumeRoleWithWebIdentity", "sts:TagSession"]},
        web(GITHUB) | {"Action": "sts:*"},
        web(GITHUB) | {"Principal": {"Federated": [{"Fn::Sub": f"arn:aws:iam::${{P}}:oidc-provider/{GITHUB}"}]}},
        web(GITHUB.upper()),
        trust(provider(GITHUB), WEB),
        sub(GITHUB, ACME, "StringNotEquals"),
        sub(GITHUB, "repo:evil/*", "StringNotLike"),
        sub(GITHUB, ACME, "StringEqualsIfExists"),
        sub(GITHUB, ACME, "ForAllValues:StringEquals", Null={f"{GITHUB}:sub": "true"}),
        sub(GITHUB, ACME, "StringNotEqualsIfExists", Null={f"{GITHUB}:sub": "false"}),
        sub(GITHUB, "repo:acme/*", "StringLikeIfExists"),
        sub(GITHUB, ACME, "ForAllValues:StringEquals"),
        sub(GITHUB, "false", "Null"),
        sub(GITHUB, ACME, "StringEquals") | {"Principal": provider("gitlab.com")},
        web(EKS) | {"Principal": provider("gitlab.com")},
        web("gitlab.com"),
        web("app.terraform.io"),
        web("agent.buildkite.com"),
        web(DEFENDER),
        trust(provider("oidc.vercel.com"), WEB, StringEquals={"oidc.vercel.com:sub": "owner:acme:project:shop"}),
        trust({"Federated": COGNITO}, WEB, **{"ForAnyValue_StringLike": {f"{COGNITO}:amr": "authenticated"}}),
        trust({"Federated": "accounts.google.com"}, WEB, StringEquals={"accounts.google.com:sub": "1"}),
        trust({"Federated": "www.amazon.com"}, WEB),
        trust({"Federated": "graph.facebook.com"}, WEB, StringEquals={"graph.facebook.com:id": "1"}),
        trust({"Federated": {"Ref": "P"}}, WEB, StringEquals={f"{GITHUB.upper()}:aud": "sts.amazonaws.com"}),
    ],
)
def test_anybodys_tokens_are_let_in(examine: Examine, statement: dict[str, Any]) -> None:
    assert told(examine, statement) == [("error", MISSING)]


def test_a_provider_of_the_same_template_is_known_by_its_url(examine: Examine) -> None:
    made = {"O": {"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": f"https://{GITHUB}"}}}
    for principal in ({"Ref": "O"}, {"Fn::GetAtt": ["O", "Arn"]}):
        assert told(examine, web(GITHUB) | {"Principal": {"Federated": principal}}, **made) == [("error", MISSING)]


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (web(GITHUB), f"{GITHUB}:sub is not asked for, which tells its customers apart"),
        (web(GITHUB.upper()), f"{GITHUB}:sub is not asked for, which tells its customers apart"),
        (
            sub(GITHUB, ACME, "StringNotEquals"),
            f"StringNotEquals of {GITHUB}:sub holds for others, or without the claim",
        ),
        (sub(GITHUB, "false", "Null"), f"Null of {GITHUB}:sub holds for others, or without the claim"),
        (
            trust(provider(GITHUB), WEB, StringEquals={"gitlab.com:sub": "a"}),
            f"gitlab.com:sub is a claim of another issuer, and {GITHUB}:sub is not asked for",
        ),
    ],
)
def test_it_is_said_why(examine: Examine, statement: dict[str, Any], says: str) -> None:
    (found,) = examine(role(statement), MISSING)
    assert found.message == f"anybody's tokens of {GITHUB} are let in: {says}"
    assert found.qualified_rule == f"{MISSING}[trust.T {GITHUB}]"
    assert found.place.path[-2:] == ("Principal", "Federated")
    assert found.fix == f"ask for {GITHUB}:sub by StringEquals or StringLike: for a customer named acme, repo:acme/*"


@pytest.mark.parametrize(
    "statement",
    [
        sub(GITHUB, "*"),
        sub(GITHUB, ["repo:*", "repo:*"]),
        sub(GITHUB, "repo:acme*"),
        sub(GITHUB, "repo:*/shop:ref:refs/heads/main"),
        sub(GITHUB, "repo:acme?/shop:*"),
        sub(GITHUB, {"Fn::Join": ["", ["repo:acme", "*"]]}),
        sub(GITHUB, "repo:*", "ForAnyValue:StringLike"),
        web(GITHUB, StringLike={f"{GITHUB}:sub": "repo:*", f"{GITHUB}:repository_owner": ["acme", "a*"]}),
        sub(GITHUB, [ACME, "repo:acme*"]),
        sub(GITHUB, "job_workflow_ref:acme/shop/.github/workflows/a.yml@refs/heads/main"),
        sub(GITHUB, {"Fn::Sub": "repo:*${P}"}),
        sub("gitlab.com", "project_path:acme*"),
        sub("app.terraform.io", "organization:*:project:a"),
        sub("agent.buildkite.com", "organization:acme*"),
        sub("scalr.io", "account:acme:*"),
        trust(provider("api.pulumi.com/oidc"), WEB, StringEquals={"api.pulumi.com/oidc:aud": "sts.amazonaws.com"}),
        trust(provider("oidc.vercel.com"), WEB, StringLike={"OIDC.vercel.com:aud": "https://vercel.com/*"}),
        web(DEFENDER, StringLike={"sts:RoleSessionName": "Microsoft*"}),
        trust({"Federated": COGNITO}, WEB, StringLike={f"{COGNITO}:aud": "eu-west-1:*"}),
        trust({"Federated": {"Ref": "P"}}, WEB, StringLike={f"{GITHUB}:sub": "repo:*", f"{GITHUB}:aud": "a"}),
    ],
)
def test_others_can_have_the_subject(examine: Examine, statement: dict[str, Any]) -> None:
    assert told(examine, statement) == [("error", OTHERS)]


def test_each_value_is_told_where_it_stands(examine: Examine) -> None:
    (found,) = examine(role(sub(GITHUB, [ACME, "repo:acme*"])), OTHERS)
    assert found.message == f"{GITHUB}:sub may be repo:acme*, which other customers of {GITHUB} can have"
    assert found.qualified_rule == f"{OTHERS}[trust.T StringLike {GITHUB}:sub repo:acme*]"
    assert found.place.path[-4:] == ("Condition", "StringLike", f"{GITHUB}:sub", 1)


@pytest.mark.parametrize(
    "statement",
    [
        sub(GITHUB, ACME, "StringEquals"),
        sub(GITHUB.replace("token", "TOKEN"), [ACME, "repo:acme/shop:environment:prod"], "StringEquals"),
        sub(GITHUB, ACME.upper(), "StringEqualsIgnoreCase"),
        sub(GITHUB, "repo:*", "StringEquals"),
        sub(GITHUB, {"Ref": "P"}),
        sub(GITHUB, {"Fn::Sub": "repo:${P}:ref:refs/heads/main"}),
        sub(GITHUB, "repo:acme/*", StringEquals={f"{GITHUB}:sub": ACME}),
        sub(GITHUB, "*", StringEquals={f"{GITHUB}:sub": ACME}),
        sub(GITHUB, ACME, "ForAllValues:StringEquals", Null={f"{GITHUB}:SUB": "False"}),
        sub(EKS, "system:serviceaccount:web:web", "StringEquals"),
        trust(provider("oidc.vercel.com"), WEB, StringEquals={"oidc.vercel.com:aud": "https://vercel.com/acme"}),
        web(DEFENDER, StringEquals={"sts:rolesessionname": "MicrosoftDefenderForClouds_1"}),
        trust({"Federated": COGNITO}, WEB, StringEquals={f"{COGNITO}:aud": {"Ref": "P"}}),
        trust({"Federated": "graph.facebook.com"}, WEB, StringEquals={"graph.facebook.com:app_id": "1"}),
        trust({"Federated": {"Ref": "P"}}, WEB),
        trust({"Federated": {"Ref": "P"}}, WEB, StringLike={"idp.example.com:sub": "*"}),
        trust({"Federated": {"Fn::Sub": "arn:aws:iam::123456789012:oidc-provider/${P}"}}, WEB),
        trust(provider("*"), WEB),
        trust(provider(GITHUB), "sts:TagSession"),
        trust(provider(GITHUB), WEB, StringEquals={"\ue000P\ue001:sub": "a"}),
        trust(provider("idp.example.com"), WEB, StringEquals={"\ue000P\ue001:sub": "a", "idp.example.com:aud": "b"}),
        trust({"Federated": "arn:aws:iam::123456789012:saml-provider/a"}, "sts:AssumeRoleWithSAML"),
        web(GITHUB) | {"Effect": "Deny"},
    ],
)
def test_one_customer_or_who_is_known_at_deployment_is_none(examine: Examine, statement: dict[str, Any]) -> None:
    assert told(examine, statement) == []


@pytest.mark.parametrize(
    "statement",
    [
        sub(GITHUB, "repo:acme/shop:*", "StringLikeIfExists", Null={f"{GITHUB}:sub": "false"}),
        trust({"Federated": GOOGLE}, WEB, StringEquals={f"{GOOGLE}:oaud": "https://x.example.com"}),
        sub(GITHUB, "repo:acme/*"),
        sub(GITHUB, [ACME, "repo:acme/shop:*", "repo:acme/shop:*"]),
        sub(GITHUB, "repo:acme/shop:pull_request", "StringEquals"),
        sub(GITHUB, {"Fn::Sub": "repo:${P}:*"}),
        sub(GITHUB, "repo:acme/*", "ForAnyValue:StringLike"),
        sub(GITHUB, "repository_owner_id:123:*"),
        sub(GITHUB, "repo:*", StringEquals={f"{GITHUB}:repository_owner_id": "123"}),
        sub(f"{GITHUB}/acme", "repo:acme*"),
        sub("gitlab.com", "project_path:acme/*"),
        sub("app.terraform.io", "organization:acme:*"),
        sub("agent.buildkite.com", "organization:acme:*"),
        sub(EKS, "system:serviceaccount:*:*"),
        sub(EKS, "*"),
        sub("idp.example.com", "group:a:*"),
        web(EKS),
        web("idp.example.com"),
        sub("idp.example.com", "a", "StringEqualsIfExists"),
        trust({"Federated": "accounts.google.com"}, WEB, StringEquals={"accounts.google.com:aud": "client"}),
    ],
)
def test_many_of_one_customer_are_a_warning(examine: Examine, statement: dict[str, Any]) -> None:
    assert told(examine, statement) == [("warning", WIDE)]


def test_every_identity_is_told_at_the_provider(examine: Examine) -> None:
    (found,) = examine(role(web(EKS)), WIDE)
    issuer = EKS.lower()
    assert found.message == f"every identity of {issuer} can assume the role: {issuer}:sub is not asked for"
    assert found.place.path[-2:] == ("Principal", "Federated")


def test_a_pull_request_and_a_pattern_say_who_comes_in(examine: Examine) -> None:
    found = examine(role(sub(GITHUB, ["repo:acme/shop:pull_request", "repo:acme/shop:ref:*"])), WIDE)
    assert [each.message.rpartition(": ")[2] for each in found] == [
        "whoever can open a pull request can assume the role",
        "whoever matches it can assume the role",
    ]


@pytest.mark.parametrize(
    ("denial", "rules"),
    [
        (deny(StringNotLike={f"{GITHUB}:sub": "repo:acme/*"}), [("warning", WIDE)]),
        (deny(StringNotEquals={f"{GITHUB.upper()}:SUB": ACME}), []),
        (deny(StringNotLike={f"{GITHUB}:sub": "repo:*"}), [("error", OTHERS)]),
        (deny(StringNotEquals={f"{GITHUB}:aud": "a"}), [("error", MISSING)]),
        (deny(StringEquals={f"{GITHUB}:sub": "repo:evil/a:b"}), [("error", MISSING)]),
        (deny(StringNotEquals={f"{GITHUB}:sub": ACME}, Bool={"aws:SecureTransport": "false"}), [("error", MISSING)]),
    ],
)
def test_a_denial_of_all_others_asks_for_the_subject(
    examine: Examine, denial: dict[str, Any], rules: list[tuple[str, str]]
) -> None:
    assert told(examine, web(GITHUB), denial | {"Action": "sts:*"}) == rules


@pytest.mark.parametrize(("pattern", "rule"), [("repo:*", OTHERS), ("repo:acme/*", WIDE)])
def test_what_a_denial_leaves_is_told_at_the_provider(examine: Examine, pattern: str, rule: str) -> None:
    denial = deny(StringNotLike={f"{GITHUB}:sub": pattern}) | {"Action": "sts:*"}
    (found,) = examine(role(web(GITHUB), denial), rule)
    assert found.place.path[-3:] == (0, "Principal", "Federated")
