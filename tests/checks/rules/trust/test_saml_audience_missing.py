"""The page that an assertion is for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.trust.statements import PARAMETER, SAML, deny, trust
from tests.checks.samples import role

RULE = "saml-audience-missing"
STAFF = "arn:aws:iam::123456789012:saml-provider/Staff"
PAGE = "https://signin.aws.amazon.com/saml"


def staff(principal: Any = STAFF, **condition: Any) -> dict[str, Any]:
    return trust({"Federated": principal}, SAML, **condition)


@pytest.mark.parametrize(
    "statement",
    [
        staff(),
        staff([STAFF]) | {"Action": [SAML.upper(), "sts:TagSession"]},
        staff({"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:saml-provider/Staff"}),
        staff(StringEqualsIfExists={"SAML:aud": PAGE}),
        staff(StringNotEquals={"SAML:aud": PAGE}),
        staff(StringEquals={"SAML:iss": "https://idp.example.com"}),
    ],
)
def test_an_assertion_for_any_page_is_let_in(examine: Examine, statement: dict[str, Any]) -> None:
    (found,) = examine(role(statement), RULE)
    assert (found.severity, found.qualified_rule) == ("warning", f"{RULE}[trust.T Staff]")
    assert found.message == "SAML:aud is not asked for: an assertion of Staff for any page is let in"


@pytest.mark.parametrize("page", ["https://sign.example.com/saml", "*", f"{PAGE}/", PAGE.replace("s:", ":")])
def test_another_page_is_told_where_it_stands(examine: Examine, page: str) -> None:
    (found,) = examine(role(staff(StringLike={"saml:AUD": [PAGE, page, page]})), RULE)
    assert found.message == f"saml:AUD may be {page}, which is no sign-in page of AWS"
    assert found.place.path[-3:] == ("StringLike", "saml:AUD", 1)


@pytest.mark.parametrize(
    "statement",
    [
        staff(StringEquals={"SAML:aud": PAGE}),
        staff(StringEquals={"saml:aud": ["https://eu-west-1.signin.aws.amazon.com/saml"]}),
        staff(StringLike={"SAML:aud": "https://*.signin.aws.amazon.com/saml"}),
        staff(StringEquals={"SAML:aud": f"{PAGE}/acs/SAMLSPEXAMPLE"}),
        staff(StringEquals={"SAML:aud": {"Fn::Sub": "https://${P}/saml"}}),
        staff(StringEquals={"SAML:aud": "${saml:aud}"}),
        staff(StringEquals={"\ue000P\ue001:aud": "a"}),
        staff({"Ref": "P"}),
        staff() | {"Action": "sts:TagSession"},
        staff("arn:aws:iam::123456789012:oidc-provider/a", StringEquals={"SAML:aud": "a"}),
        deny() | {"Action": SAML},
    ],
)
def test_a_page_of_aws_or_what_is_known_at_deployment_is_none(examine: Examine, statement: dict[str, Any]) -> None:
    assert examine(role(statement), RULE, sections=PARAMETER) == []


def test_the_pages_of_other_partitions_are_not_known(examine: Examine) -> None:
    statement = staff(StringEquals={"SAML:aud": "https://signin.example/saml"})
    assert examine(role(statement), RULE, given={"partition": "aws-iso", "region": "us-iso-east-1"}) == []
