"""Actions of trust policies."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.trust.statements import COGNITO, GITHUB, PARAMETER, SAML, WEB, bucket, provider, trust
from tests.checks.samples import allow, role

NOT_STS, OF_OTHER = "trust-action-not-sts", "trust-action-of-other-principal"
ROOT, LAMBDA = {"AWS": "123456789012"}, {"Service": "lambda.amazonaws.com"}
STAFF = {"Federated": "arn:aws:iam::123456789012:saml-provider/Staff"}


@pytest.mark.parametrize(
    ("action", "detail", "steps"),
    [
        ("s3:GetObject", "s3:getobject", ("Action",)),
        (["sts:AssumeRole", "S3:*", "S3:*"], "s3:*", ("Action", 1)),
        ("sts:GetCallerIdentity", "sts:getcalleridentity", ("Action",)),
        (["iam:PassRole"], "iam:passrole", ("Action", 0)),
        ("sts:Get*", "sts:get*", ("Action",)),
        ({"Fn::Sub": "ec2:Describe*"}, "ec2:describe*", ("Action",)),
    ],
)
@pytest.mark.parametrize("effect", ["Allow", "Deny"])
def test_an_action_that_no_trust_can_give(
    examine: Examine, action: Any, detail: str, steps: tuple[Any, ...], effect: str
) -> None:
    (found,) = examine(role(trust(ROOT, action) | {"Effect": effect}), NOT_STS)
    assert (found.severity, found.qualified_rule) == ("error", f"{NOT_STS}[trust.T {detail}]")
    assert found.place.path[-len(steps) :] == steps


@pytest.mark.parametrize(
    "action",
    [
        "sts:AssumeRole",
        "STS:ASSUMEROLE",
        ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"],
        [WEB, SAML],
        "sts:*",
        "*",
        "s?s:Assume*",
        {"Fn::Sub": "sts:${P}"},
    ],
)
def test_an_action_that_assumes_is_none(examine: Examine, action: Any) -> None:
    assert examine(role(trust(ROOT, action)), NOT_STS, sections=PARAMETER) == []


def test_not_action_names_what_is_not_given(examine: Examine) -> None:
    statement = {"Effect": "Allow", "Principal": ROOT, "NotAction": "s3:GetObject"}
    assert examine(role(statement), NOT_STS) == []


def test_other_kinds_of_policies_are_not_looked_at(examine: Examine) -> None:
    assert examine(bucket(allow("s3:GetObject", Principal=ROOT)), NOT_STS) == []
    assert examine(bucket(allow(WEB, Principal=ROOT)), OF_OTHER) == []


@pytest.mark.parametrize(
    ("principal", "action", "named"),
    [
        (ROOT, WEB, WEB),
        (LAMBDA, ["STS:assumerolewithsaml"], SAML),
        (provider(GITHUB), "sts:AssumeRole", "sts:AssumeRole"),
        (provider(GITHUB), [WEB, SAML, SAML], SAML),
        ({"Federated": {"Fn::Sub": "arn:aws:iam::${P}:oidc-provider/a"}}, SAML, SAML),
        (STAFF, ["sts:TagSession", WEB], WEB),
        ({"Federated": COGNITO}, "sts:assumeRole", "sts:AssumeRole"),
        ({"Federated": {"Ref": "P"}}, "sts:AssumeRole", "sts:AssumeRole"),
        ({"AWS": {"Fn::Sub": "arn:aws:iam::${P}:root"}}, WEB, WEB),
        (ROOT | LAMBDA, ["sts:AssumeRole", WEB], WEB),
    ],
)
def test_no_principal_can_assume_the_role_like_that(examine: Examine, principal: Any, action: Any, named: str) -> None:
    (found,) = examine(role(trust(principal, action)), OF_OTHER, sections=PARAMETER)
    assert (found.severity, found.qualified_rule) == ("error", f"{OF_OTHER}[trust.T {named}]")


def test_it_is_said_which_action_would_do(examine: Examine) -> None:
    (found,) = examine(role(trust(STAFF, ["sts:TagSession", "sts:AssumeRole"])), OF_OTHER)
    assert found.message == f"sts:AssumeRole is not for Federated {STAFF['Federated']}"
    assert found.fix == "give sts:AssumeRoleWithSAML"
    assert found.place.path[-2:] == ("Action", 1)


@pytest.mark.parametrize(
    ("principal", "action"),
    [
        (ROOT, "sts:AssumeRole"),
        (ROOT, ["sts:AssumeRole", "sts:TagSession"]),
        (LAMBDA, "sts:AssumeRole"),
        (STAFF, [SAML, "sts:TagSession"]),
        (provider(GITHUB), WEB),
        ({"Federated": COGNITO}, WEB),
        ({"Federated": {"Ref": "P"}}, SAML),
        ({"Federated": {"Ref": "P"}}, WEB),
        (LAMBDA | provider(GITHUB), ["sts:AssumeRole", WEB]),
        ("*", [WEB, SAML]),
        (ROOT, "sts:Assume*"),
        (ROOT, "sts:TagSession"),
    ],
)
def test_what_a_principal_can_do_is_none(examine: Examine, principal: Any, action: Any) -> None:
    assert examine(role(trust(principal, action)), OF_OTHER, sections=PARAMETER) == []


def test_a_denial_need_not_be_possible(examine: Examine) -> None:
    assert examine(role(trust(ROOT, WEB) | {"Effect": "Deny"}), OF_OTHER) == []
