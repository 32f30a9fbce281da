"""Whose certificates a role takes, and of which authority."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.trust.statements import PARAMETER, deny, trust
from tests.checks.samples import role

ANCHOR, SUBJECT = "roles-anywhere-anchor-missing", "roles-anywhere-subject-missing"
SERVICE = {"Service": "rolesanywhere.amazonaws.com"}
ARN = "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/0123-4567"
ALICE = {"aws:PrincipalTag/x509Subject/CN": "Alice"}


@pytest.mark.parametrize(
    "statement",
    [
        trust(SERVICE),
        trust({"Service": ["ec2.amazonaws.com", "RolesAnywhere.amazonaws.com"]}, ["STS:assumerole", "sts:TagSession"]),
        trust({"Service": {"Fn::Sub": "rolesanywhere.amazonaws.com"}}),
        trust(SERVICE, ArnLike={"aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/*"}),
        trust(SERVICE, ArnLike={"aws:SourceArn": [ARN, "arn:aws:rolesanywhere:*"]}),
        trust(SERVICE, ArnEqualsIfExists={"aws:SourceArn": ARN}),
        trust(SERVICE, ArnNotEquals={"aws:SourceArn": ARN}),
        trust(SERVICE, StringEquals={"aws:SourceAccount": "123456789012"}),
    ],
)
def test_certificates_of_every_authority_are_let_in(examine: Examine, statement: dict[str, Any]) -> None:
    (found,) = examine(role(statement), ANCHOR)
    assert (found.severity, found.qualified_rule) == ("warning", f"{ANCHOR}[trust.T]")
    assert found.message.endswith(" are let in: aws:SourceArn does not name one")


@pytest.mark.parametrize(
    "statement",
    [
        trust(SERVICE, ArnEquals={"aws:SourceArn": ARN}),
        trust(SERVICE, ArnLike={"AWS:sourcearn": [ARN]}),
        trust(SERVICE, StringEquals={"aws:SourceArn": ARN}),
        trust(SERVICE, ArnEquals={"aws:SourceArn": {"Ref": "P"}}),
        trust(SERVICE, StringEquals={"\ue000P\ue001:SourceArn": "a"}),
        trust({"Service": {"Ref": "P"}}),
        trust({"Service": "lambda.amazonaws.com"}),
        trust(SERVICE, "sts:TagSession"),
        trust(SERVICE) | {"Effect": "Deny"},
    ],
)
def test_one_authority_is_none(examine: Examine, statement: dict[str, Any]) -> None:
    assert examine(role(statement), ANCHOR, sections=PARAMETER) == []


def test_a_denial_of_all_others_names_the_authority(examine: Examine) -> None:
    assert examine(role(trust(SERVICE), deny(ArnNotEquals={"aws:SourceArn": ARN})), ANCHOR) == []


@pytest.mark.parametrize(
    "statement",
    [
        trust(SERVICE, ArnEquals={"aws:SourceArn": ARN}),
        trust({"Service": ["RolesAnywhere.amazonaws.com"]}, ["STS:Assume*"]),
        trust({"Service": {"Fn::Sub": "rolesanywhere.amazonaws.com"}}),
        trust(SERVICE, StringNotEquals=ALICE),
        trust(SERVICE, StringEqualsIfExists=ALICE),
        trust(SERVICE, StringEquals={"aws:PrincipalTag/x509Issuer/CN": "Root"}),
    ],
)
def test_every_certificate_of_an_authority_is_let_in(examine: Examine, statement: dict[str, Any]) -> None:
    (found,) = examine(role(statement), SUBJECT)
    assert (found.severity, found.qualified_rule) == ("warning", f"{SUBJECT}[trust.T]")
    assert found.message.endswith(" can assume the role: no subject is asked for")


@pytest.mark.parametrize(
    "statement",
    [
        trust(SERVICE, StringEquals=ALICE),
        trust(SERVICE, StringLike={"AWS:principaltag/X509SAN/DNS": ["*.example.com"]}),
        trust(SERVICE, StringEquals={"\ue000P\ue001:tag": "a"}),
        trust({"Service": {"Ref": "P"}}),
        trust(SERVICE, "sts:TagSession"),
    ],
)
def test_some_certificates_are_none(examine: Examine, statement: dict[str, Any]) -> None:
    assert examine(role(statement), SUBJECT, sections=PARAMETER) == []
