"""Patterns of claims and certificates."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.trust.statements import COGNITO, GITHUB, PARAMETER, sub, trust, web
from tests.checks.samples import role

RULE = "trust-pattern"
CERTIFICATES = {"Service": "rolesanywhere.amazonaws.com"}


@pytest.mark.parametrize(
    "statement",
    [
        web(GITHUB, StringLike={f"{GITHUB}:job_workflow_ref": "acme/*"}),
        web(GITHUB, **{"ForAnyValue_StringLike": {f"{GITHUB.upper()}:groups": ["a?"]}}),
        trust(CERTIFICATES, StringLike={"aws:PrincipalTag/x509Subject/CN": "web-*"}),
        trust(
            CERTIFICATES,
            ["STS:*"],
            StringLike={"AWS:principaltag/X509SAN/DNS": ["a", "*.example.com", "*.example.com"]},
        ),
        trust(CERTIFICATES, StringLike={"aws:PrincipalTag/x509Subject/OU": {"Fn::Sub": "${P}-*"}}),
    ],
)
def test_every_identity_that_matches_is_let_in(examine: Examine, statement: dict[str, Any]) -> None:
    (found,) = examine(role(statement), RULE, sections=PARAMETER)
    assert found.severity == "warning"
    assert found.message.endswith(": every identity that it matches is let in")


@pytest.mark.parametrize(
    "statement",
    [
        trust(CERTIFICATES, StringLike={"aws:PrincipalTag/x509Subject/CN": "web"}),
        trust(CERTIFICATES, StringEquals={"aws:PrincipalTag/x509Subject/CN": "web-*"}),
        trust(CERTIFICATES, StringNotLike={"aws:PrincipalTag/x509Subject/CN": "web-*"}),
        trust(CERTIFICATES, StringLike={"aws:PrincipalTag/x509Subject/CN": {"Ref": "P"}}),
        trust(CERTIFICATES, ArnLike={"aws:SourceArn": "arn:aws:rolesanywhere:*:123456789012:trust-anchor/a"}),
        trust({"AWS": "123456789012"}, StringLike={"aws:RequestTag/a": "*", "sts:SourceIdentity": "*"}),
        trust({"Federated": COGNITO}, **{"ForAnyValue_StringLike": {f"{COGNITO}:amr": "*"}}),
        sub(GITHUB, "repo:acme/*"),
        trust(CERTIFICATES, "sts:TagSession", StringLike={"aws:PrincipalTag/x509Subject/CN": "web-*"}),
    ],
)
def test_exact_values_and_what_other_rules_say_are_none(examine: Examine, statement: dict[str, Any]) -> None:
    assert examine(role(statement), RULE, sections=PARAMETER) == []
