"""Whom a token was made for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.trust.statements import COGNITO, EKS, GITHUB, PARAMETER, WEB, provider, trust, web
from tests.checks.samples import role

RULE = "oidc-audience-missing"
SUBJECT = {f"{GITHUB}:sub": "repo:acme/shop:ref:refs/heads/main"}


@pytest.mark.parametrize(
    "statement",
    [
        trust(provider(GITHUB), WEB, StringEquals=SUBJECT),
        trust(provider(GITHUB), [WEB.upper()], StringLike=SUBJECT),
        trust({"Federated": [provider(GITHUB)["Federated"]]}, WEB),
        trust({"Federated": {"Fn::Sub": f"arn:aws:iam::${{AWS::AccountId}}:oidc-provider/{GITHUB}"}}, WEB),
        trust({"Federated": {"Ref": "P"}}, WEB, StringEquals=SUBJECT),
        trust(provider(GITHUB), WEB, StringLike={f"{GITHUB}:aud": ["sts.amazonaws.com", "*"]}),
        trust(provider(GITHUB), WEB, StringEqualsIfExists={f"{GITHUB}:aud": "sts.amazonaws.com"}),
        trust(provider(GITHUB), WEB, StringEquals={f"{EKS}:aud": "sts.amazonaws.com"}),
    ],
)
def test_a_token_for_anybody_is_let_in(examine: Examine, statement: dict[str, Any]) -> None:
    (found,) = examine(role(statement), RULE, sections=PARAMETER)
    assert (found.severity, found.qualified_rule) == ("warning", f"{RULE}[trust.T {GITHUB}]")


@pytest.mark.parametrize(
    "statement",
    [
        web(GITHUB),
        web(GITHUB.upper()),
        trust(provider(GITHUB), WEB, StringLike={f"{GITHUB}:aud": ["sts.amazonaws.com"]}),
        trust(provider(GITHUB), WEB, StringEquals={f"{GITHUB}:aud": {"Ref": "P"}}),
        trust(provider(GITHUB), WEB, StringEquals={"\ue000P\ue001:aud": "a"}),
        trust({"Federated": {"Ref": "P"}}, WEB),
        trust({"Federated": COGNITO}, WEB),
        trust(provider("oidc.vercel.com"), WEB),
        trust(provider(GITHUB), "sts:TagSession"),
    ],
)
def test_an_audience_or_what_another_rule_says_is_none(examine: Examine, statement: dict[str, Any]) -> None:
    assert examine(role(statement), RULE, sections=PARAMETER) == []
