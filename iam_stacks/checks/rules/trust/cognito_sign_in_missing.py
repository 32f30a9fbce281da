"""Trust in the users of an identity pool of Cognito, whether or not they have signed in."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.claims import asking
from iam_stacks.checks.rules.trust.providers import key_of, providers_of
from iam_stacks.checks.rules.trust.trusted import has_unknown_key
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.trust.cognito import COGNITO

_KEY = key_of(COGNITO, "amr")


def _check(view: StatementView) -> Iterator[Remark]:
    if has_unknown_key(view):
        return
    for provider in providers_of(view):
        if provider.issuer == COGNITO and not any("*" not in line.clause.values for line in asking(view, _KEY)):
            message = f"{_KEY} is not asked for: guests can assume the role, if the pool has any"
            yield Remark(message=message, steps=provider.name.steps)


RULE = Rule(
    id="cognito-sign-in-missing",
    over=StatementView,
    severity=WARNING,
    says="A role for users of Cognito does not ask whether they have signed in",
    because="somebody may want it",
    fix="ask for cognito-identity.amazonaws.com:amr by ForAnyValue:StringLike: authenticated, or unauthenticated",
    source="Amazon Cognito Developer Guide, Role trust and permissions",
    check=_check,
)
