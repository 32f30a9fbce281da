from typing import Any

import pytest
from pydantic import ValidationError

from iam_stacks.config import Provider

ANCHOR = {"trust_anchor_arn": "arn:aws:rolesanywhere:us-east-1:111111111111:trust-anchor/a"}
AUTHORITY = {"certificate_authority_arn": "arn:aws:acm-pca:us-east-1:111111111111:certificate-authority/a"}
OIDC = {"url": "https://idp.example", "audiences": ["a"]}

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a provider is of one kind": ({}, "a provider needs exactly one kind"),
    "a provider is of no two kinds": ({**OIDC, "saml": {}}, "a provider needs exactly one kind"),
    "an issuer has audiences": ({"url": "https://idp.example"}, "url and audiences go together"),
    "only an issuer has audiences": (
        {"saml": {}, "existing": True, "audiences": ["a"]},
        "url and audiences go together",
    ),
    "a SAML provider that is made has metadata": ({"saml": {}}, "a SAML provider needs metadata, unless it exists"),
    "a trust anchor that exists is given by its ARN": (
        {"roles_anywhere": AUTHORITY, "existing": True},
        "a trust anchor that exists already is given by trust_anchor_arn",
    ),
    "a trust anchor has one authority": (
        {"roles_anywhere": {**AUTHORITY, **ANCHOR}},
        "a trust anchor needs exactly one authority",
    ),
    "a trust anchor that exists causes no finding": (
        {"roles_anywhere": ANCHOR, "acknowledge": [{"rule": "X", "reason": "y"}]},
        "a provider that exists already causes no finding to acknowledge",
    ),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_refusal(sentence: str) -> None:
    given, message = REFUSED[sentence]
    with pytest.raises(ValidationError, match=message):
        Provider.model_validate(given)


@pytest.mark.parametrize(
    ("given", "created"),
    [
        (OIDC, True),
        ({**OIDC, "existing": True}, False),
        ({"saml": {}, "existing": True}, False),
        ({"roles_anywhere": AUTHORITY}, True),
        ({"roles_anywhere": ANCHOR}, False),
    ],
)
def test_what_exists_is_not_created(given: dict[str, Any], created: bool) -> None:
    assert Provider.model_validate(given).is_created is created
