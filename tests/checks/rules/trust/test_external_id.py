"""Other accounts, and what they must say."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.trust.statements import OTHER, PARAMETER, trust
from tests.checks.samples import allow, managed, role

RULE, WITH_MFA = "trust-external-id-missing", "trust-external-id-with-mfa"
ROOT = f"arn:aws:iam::{OTHER}:root"


@pytest.mark.parametrize(
    "statement",
    [
        trust({"AWS": OTHER}),
        trust({"AWS": ["123456789012", ROOT]}, ["STS:assumerole"]),
        trust({"AWS": {"Fn::Sub": f"arn:${{AWS::Partition}}:iam::{OTHER}:root"}}),
        trust({"AWS": {"Fn::Join": [":", ["arn:aws:iam:", OTHER, "role/Partner"]]}}),
        trust({"AWS": [OTHER, f"arn:aws:iam::{OTHER}:user/a", ROOT]}, "sts:*"),
        trust({"AWS": f"arn:aws:sts::{OTHER}:assumed-role/Partner/session"}),
        trust({"AWS": OTHER}, StringLike={"sts:ExternalId": "*"}),
        trust({"AWS": OTHER}, StringEqualsIfExists={"sts:ExternalId": "a"}),
        trust({"AWS": OTHER}, StringNotEquals={"sts:ExternalId": "a"}),
        trust({"AWS": OTHER}, BoolIfExists={"aws:MultiFactorAuthPresent": "true"}),
        trust({"AWS": OTHER}, StringEquals={"aws:PrincipalTag/a": "b"}),
    ],
)
def test_another_account_says_no_external_id(examine: Examine, statement: dict[str, Any]) -> None:
    (found,) = examine(role(statement), RULE)
    assert (found.severity, found.qualified_rule) == ("warning", f"{RULE}[trust.T {OTHER}]")
    assert found.message == f"account {OTHER} is another one, and sts:ExternalId is not asked for"


def test_each_account_is_told_where_it_stands(examine: Examine) -> None:
    found = examine(role(trust({"AWS": [OTHER, "999999999999"]})), RULE)
    assert [each.place.path[-3:] for each in found] == [("Principal", "AWS", 0), ("Principal", "AWS", 1)]


def test_where_the_account_is_not_known_it_may_be_another(examine: Examine) -> None:
    (found,) = examine(role(trust({"AWS": OTHER})), RULE, given={"account": None})
    assert found.message == f"account {OTHER} may be another one, and sts:ExternalId is not asked for"


@pytest.mark.parametrize(
    "statement",
    [
        trust({"AWS": OTHER}, StringEquals={"sts:ExternalId": "example-id"}),
        trust({"AWS": ROOT}, StringEquals={"STS:externalid": ["a", "b"]}),
        trust({"AWS": ROOT}, StringEquals={"sts:ExternalId": {"Ref": "P"}}),
        trust({"AWS": OTHER}, Bool={"aws:MultiFactorAuthPresent": "true"}),
        trust({"AWS": OTHER}, StringEquals={"aws:PrincipalOrgID": "o-a1b2c3d4e5"}),
        trust({"AWS": OTHER}, **{"ForAnyValue_StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}),
        trust({"AWS": OTHER}, StringEquals={"\ue000P\ue001:id": "a"}),
        trust({"AWS": "123456789012"}),
        trust({"AWS": {"Fn::Sub": "arn:aws:iam::${P}:root"}}),
        trust({"AWS": {"Ref": "AWS::AccountId"}}),
        trust({"AWS": "*"}),
        trust({"Service": "lambda.amazonaws.com"}),
        trust({"AWS": OTHER}, "sts:TagSession"),
        trust({"AWS": OTHER}) | {"Effect": "Deny"},
    ],
)
def test_our_own_account_or_one_that_vouches_is_none(examine: Examine, statement: dict[str, Any]) -> None:
    assert examine(role(statement), RULE, sections=PARAMETER) == []


def test_accounts_that_are_said_to_be_ours_need_none(examine: Examine) -> None:
    statement = trust({"AWS": [OTHER, "arn:aws:iam::999999999999:role/a"]})
    (found,) = examine(role(statement), RULE, own_accounts=[OTHER])
    assert found.qualified_rule == f"{RULE}[trust.T 999999999999]"


ID, MFA = {"sts:ExternalId": "example-id"}, {"aws:MultiFactorAuthPresent": "true"}


@pytest.mark.parametrize(
    "statement",
    [
        trust({"AWS": OTHER}, StringEquals=ID, Bool=MFA),
        trust({"AWS": [OTHER]}, ["STS:*"], StringLike={"STS:externalid": ["a*"]}, Bool=MFA),
        trust(
            {"AWS": {"Ref": "P"}},
            StringEquals={"sts:ExternalId": {"Ref": "P"}},
            Bool={"AWS:multifactorauthpresent": True},
        ),
    ],
)
def test_an_external_id_and_mfa_do_not_go_together(examine: Examine, statement: dict[str, Any]) -> None:
    (found,) = examine(role(statement), WITH_MFA, sections=PARAMETER)
    assert (found.severity, found.qualified_rule) == ("warning", f"{WITH_MFA}[trust.T]")
    assert found.place.path[-1].lower() == "sts:externalid"


@pytest.mark.parametrize(
    "statements",
    [
        [trust({"AWS": OTHER}, StringEquals=ID)],
        [trust({"AWS": OTHER}, Bool=MFA)],
        [trust({"AWS": OTHER}, StringEquals=ID, BoolIfExists=MFA)],
        [trust({"AWS": OTHER}, StringEquals=ID), trust({"AWS": "999999999999"}, Bool=MFA) | {"Sid": "U"}],
        [trust({"AWS": OTHER}, "sts:TagSession", StringEquals=ID, Bool=MFA)],
    ],
)
def test_one_of_them_is_none(examine: Examine, statements: list[dict[str, Any]]) -> None:
    assert examine(role(*statements), WITH_MFA) == []


def test_other_kinds_of_policies_are_not_looked_at(examine: Examine) -> None:
    assert examine(managed(allow("sts:AssumeRole", Principal={"AWS": OTHER})), RULE) == []
