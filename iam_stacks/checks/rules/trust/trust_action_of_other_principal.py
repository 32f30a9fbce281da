"""Ways to assume a role that none of the trusted principals has."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.element import Element, steps_to
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.trust.providers import OIDC_PROVIDER, SAML_PROVIDER
from iam_stacks.checks.rules.trust.trusted import (
    ASSUME_ROLE,
    ASSUMING,
    AWS,
    EVERYBODY,
    SERVICE,
    WITH_SAML,
    WITH_WEB_IDENTITY,
    Name,
    names_of,
)
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.kind import TRUST
from iam_stacks.policy.symbol import has_symbol

_LOWER = {action.lower(): action for action in ASSUMING}


def _check(view: StatementView) -> Iterator[Remark]:
    names = list(names_of(view))
    if view.kind != TRUST or not view.allows or not names:
        return
    element = Element("Action", view.statement.actions or ())
    possible = {action for name in names for action in _actions_of(name)}
    for text in dict.fromkeys(element.texts):
        action = _LOWER.get(text.lower())
        if action and action not in possible:
            kinds = ", ".join(dict.fromkeys(f"{name.kind} {name.text}" for name in names))
            yield Remark(
                message=f"{action} is not for {kinds}",
                fix=f"give {' or '.join(sorted(possible))}",
                detail=action,
                steps=steps_to(view, element, text),
            )


def _actions_of(name: Name) -> tuple[str, ...]:
    """Return by which actions a principal can assume a role, or may, if it is not known which it is."""
    if name.text == EVERYBODY:
        return ASSUMING
    if name.kind in (AWS, SERVICE):
        return (ASSUME_ROLE,)
    if SAML_PROVIDER in name.text:
        return (WITH_SAML,)
    if OIDC_PROVIDER in name.text or not has_symbol(name.text):
        return (WITH_WEB_IDENTITY,)
    return (WITH_SAML, WITH_WEB_IDENTITY)


RULE = Rule(
    id="trust-action-of-other-principal",
    over=StatementView,
    severity=ERROR,
    says="A trust policy allows a way to assume the role that none of its principals has",
    because="it grants nothing",
    fix="sts:AssumeRole is for accounts and services, sts:AssumeRoleWithSAML and WithWebIdentity are for providers",
    source="IAM User Guide, Methods to assume a role",
    check=_check,
)
