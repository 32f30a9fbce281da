"""Trust in SAML assertions that were made for another page than AWS's sign-in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.claims import asking
from iam_stacks.checks.rules.trust.providers import SAML_PROVIDER
from iam_stacks.checks.rules.trust.trusted import FEDERATED, WITH_SAML, Name, has_unknown_key, lets_assume, names_of
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.symbol import has_symbol
from iam_stacks.policy.trust.sign_in import SIGN_IN_DOMAINS

_KEY = "saml:aud"
_DOMAINS = "|".join(map(re.escape, SIGN_IN_DOMAINS.values()))
_PAGE = re.compile(rf"https://([a-z0-9*?-]+\.)?({_DOMAINS})/saml(/acs/.+)?")
"""A page; assertions that are encrypted go to one of the provider's own. IAM User Guide, "Configure SAML assertions for
the authentication response", "Create a SAML identity provider in IAM"."""


def _check(view: StatementView) -> Iterator[Remark]:
    if not lets_assume(view, WITH_SAML) or has_unknown_key(view):
        return
    providers = [name for name in names_of(view, FEDERATED) if SAML_PROVIDER in name.text]
    lines = asking(view, _KEY)
    for name in providers if not lines else ():
        message = f"SAML:aud is not asked for: an assertion of {_shown(name)} for any page is let in"
        yield Remark(message=message, detail=_shown(name), steps=name.steps)
    for line in lines if providers and view.account.partition in SIGN_IN_DOMAINS else ():
        for value in dict.fromkeys(line.clause.values):
            if not (has_symbol(value) or "${" in value or _PAGE.fullmatch(value)):
                message = f"{line.clause.key} may be {value}, which is no sign-in page of AWS"
                yield Remark(message=message, detail=line.detail_of(value), steps=line.steps_to(value))


def _shown(name: Name) -> str:
    return name.text.rpartition(SAML_PROVIDER)[2]


RULE = Rule(
    id="saml-audience-missing",
    over=StatementView,
    severity=WARNING,
    says="A SAML trust does not ask that assertions are for AWS's sign-in page",
    because="somebody may want it",
    fix="ask for SAML:aud by StringEquals: https://signin.aws.amazon.com/saml, or that of the Region or partition",
    source="IAM User Guide, Create a role for SAML 2.0 federation (console)",
    check=_check,
)
