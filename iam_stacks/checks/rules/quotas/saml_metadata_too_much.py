"""SAML metadata with more identity providers or keys than IAM takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.properties import texts_of
from iam_stacks.checks.rules.quotas.quota import QUOTA_PAGE, allowed
from iam_stacks.checks.views import AccountView

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PROVIDER = re.compile(r"<(?:[\w.-]+:)?IDPSSODescriptor[\s>].*?</(?:[\w.-]+:)?IDPSSODescriptor\s*>", re.DOTALL)
_KEY = re.compile(r"<(?:[\w.-]+:)?KeyDescriptor(?![^>]*\buse\s*=\s*[\"']encryption)[\s>]")


def _check(view: AccountView) -> Iterator[Remark]:
    most = {name: allowed(view, f"{name}-per-saml-provider") for name in ("identity-providers", "keys")}
    for declared in view.account.declared:
        if declared.type != "AWS::IAM::SAMLProvider":
            continue
        for text, place in texts_of(declared, "SamlMetadataDocument"):
            providers = _PROVIDER.findall(_COMMENT.sub("", text))
            counts = {
                "identity-providers": len(providers),
                "keys": sum(len(_KEY.findall(provider)) for provider in providers),
            }
            for name, count in counts.items():
                if count > most[name]:
                    yield Remark(
                        message=f"the metadata have {count} {name.replace('-', ' ')} of {most[name]}",
                        place=place,
                        subject=declared.place.logical_id,
                        detail=name,
                    )


RULE = Rule(
    id="quota-saml-metadata",
    over=AccountView,
    severity=ERROR,
    says="The metadata of a SAML provider have more identity providers, or keys that sign, than IAM takes",
    because="AWS refuses it",
    fix="leave out what no longer signs in, or make several SAML providers",
    source=QUOTA_PAGE,
    check=_check,
)
