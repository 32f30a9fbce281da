"""Guests of an identity pool."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.trust.statements import COGNITO, EKS, PARAMETER, WEB, trust, web
from tests.checks.samples import role

RULE = "cognito-sign-in-missing"
POOL = {f"{COGNITO}:aud": "eu-west-1:12345678-abcd-abcd-abcd-123456789012"}


def users(principal: Any = COGNITO, **condition: Any) -> dict[str, Any]:
    return trust({"Federated": principal}, WEB, **({"StringEquals": POOL} | condition))


@pytest.mark.parametrize(
    "statement",
    [
        users(),
        users([COGNITO.title()]) | {"Action": [WEB.lower(), "sts:TagSession"]},
        users({"Fn::Sub": COGNITO}),
        users(ForAnyValue_StringLike={f"{COGNITO}:amr": "*"}),
        users(ForAllValues_StringLike={f"{COGNITO}:amr": "authenticated"}),
        users(ForAnyValue_StringNotLike={f"{COGNITO}:amr": "unauthenticated"}),
    ],
)
def test_guests_can_assume_the_role(examine: Examine, statement: dict[str, Any]) -> None:
    (found,) = examine(role(statement), RULE)
    assert (found.severity, found.qualified_rule) == ("warning", f"{RULE}[trust.T]")
    assert found.message == f"{COGNITO}:amr is not asked for: guests can assume the role, if the pool has any"


@pytest.mark.parametrize(
    "statement",
    [
        users(ForAnyValue_StringLike={f"{COGNITO}:amr": "authenticated"}),
        users(ForAnyValue_StringEquals={f"{COGNITO}:AMR": ["authenticated"]}),
        users(ForAnyValue_StringLike={f"{COGNITO}:amr": "unauthenticated"}),
        users(ForAnyValue_StringLike={f"{COGNITO}:amr": {"Ref": "P"}}),
        users(StringLike={"\ue000P\ue001:amr": "a"}),
        users({"Ref": "P"}),
        web(EKS),
    ],
)
def test_who_has_signed_in_or_has_not_is_none(examine: Examine, statement: dict[str, Any]) -> None:
    assert examine(role(statement), RULE, sections=PARAMETER) == []
