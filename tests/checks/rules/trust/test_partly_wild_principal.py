"""Principals with a wildcard in their name, which AWS does not read as one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.trust.statements import PARAMETER, bucket, trust
from tests.checks.samples import allow, managed, role

RULE = "trust-partly-wild-principal"


@pytest.mark.parametrize(
    "principal",
    [
        {"AWS": "arn:aws:iam::123456789012:role/*"},
        {"AWS": ["arn:aws:iam::*:root", "arn:aws:iam::*:root"]},
        {"AWS": "12345678901?"},
        {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:user/${P}*"}},
        {"AWS": {"Fn::Join": ["", ["arn:aws:sts::123456789012:assumed-role/A/", "*"]]}},
        {"Federated": "arn:aws:iam::123456789012:oidc-provider/*"},
        {"Service": "*.amazonaws.com"},
    ],
)
@pytest.mark.parametrize("effect", ["Allow", "Deny"])
def test_a_wildcard_in_a_name_is_an_error(examine: Examine, principal: Any, effect: str) -> None:
    (found,) = examine(role(trust(principal) | {"Effect": effect}), RULE, sections=PARAMETER)
    assert found.severity == "error"


def test_so_it_is_in_the_policy_of_a_resource(examine: Examine) -> None:
    statement = allow("s3:GetObject", Principal={"AWS": ["444455556666", "arn:aws:iam::444455556666:role/a*"]})
    (found,) = examine(bucket(statement), RULE)
    assert found.place.path[-3:] == ("Principal", "AWS", 1)


@pytest.mark.parametrize(
    "principal", ["*", {"AWS": "*"}, {"AWS": "arn:aws:iam::123456789012:role/a"}, {"AWS": {"Ref": "P"}}]
)
def test_a_whole_name_is_none(examine: Examine, principal: Any) -> None:
    assert examine(role(trust(principal)), RULE, sections=PARAMETER) == []


def test_another_kind_of_policy_is_not_looked_at(examine: Examine) -> None:
    assert examine(managed(allow("s3:Get*")), RULE) == []
