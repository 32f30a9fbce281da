"""Services that can say for whom they act."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.trust.statements import PARAMETER, deny, trust
from tests.checks.samples import role

RULE = "trust-source-not-asked"
STATES = {"Service": "states.amazonaws.com"}
ACCOUNT = {"aws:SourceAccount": "123456789012"}


@pytest.mark.parametrize(
    ("statement", "service"),
    [
        (trust(STATES), "states.amazonaws.com"),
        (trust({"Service": ["lambda.amazonaws.com", "Codebuild.amazonaws.com"]}), "Codebuild.amazonaws.com"),
        (trust({"Service": "states.eu-west-1.amazonaws.com"}, ["STS:*"]), "states.eu-west-1.amazonaws.com"),
        (trust({"Service": {"Fn::Sub": "logs.amazonaws.com"}}), "logs.amazonaws.com"),
        (trust(STATES, StringLike={"aws:SourceAccount": "*"}), "states.amazonaws.com"),
        (trust(STATES, ArnLike={"aws:SourceArn": "arn:aws:states:*:*:stateMachine:*"}), "states.amazonaws.com"),
        (trust(STATES, StringNotEquals=ACCOUNT), "states.amazonaws.com"),
        (trust(STATES, Null={"aws:SourceAccount": "false"}), "states.amazonaws.com"),
        (trust(STATES, StringEquals={"aws:PrincipalTag/a": "b"}), "states.amazonaws.com"),
    ],
)
def test_a_service_acts_for_anybody(examine: Examine, statement: dict[str, Any], service: str) -> None:
    (found,) = examine(role(statement), RULE)
    assert (found.severity, found.qualified_rule) == ("warning", f"{RULE}[trust.T {service}]")


def test_the_guide_of_the_service_is_named(examine: Examine) -> None:
    (found,) = examine(role(trust({"Service": "sagemaker.amazonaws.com"})), RULE)
    assert found.fix == (
        "ask for aws:SourceArn, as the Amazon SageMaker Developer Guide, Cross-Service Confused Deputy Prevention shows"
    )


@pytest.mark.parametrize(
    "statements",
    [
        [trust(STATES, StringEquals=ACCOUNT)],
        [trust(STATES, StringEqualsIfExists={"AWS:sourceaccount": ["123456789012"]})],
        [trust(STATES, ArnLike={"aws:SourceArn": "arn:aws:states:*:123456789012:*"})],
        [trust(STATES, ArnLike={"aws:SourceArn": {"Fn::Sub": "arn:aws:states:*:${AWS::AccountId}:*"}})],
        [trust(STATES, StringEquals={"aws:SourceAccount": {"Ref": "P"}})],
        [trust(STATES, StringEquals={"aws:SourceOrgID": "o-a1b2c3d4e5"})],
        [trust(STATES, StringEquals={"\ue000P\ue001": "a"})],
        [trust(STATES), deny(StringNotEquals=ACCOUNT)],
        [trust({"Service": "lambda.amazonaws.com"})],
        [trust({"Service": {"Ref": "P"}})],
        [trust({"AWS": "123456789012"})],
        [trust(STATES, "sts:TagSession")],
    ],
)
def test_who_is_asked_or_cannot_say_is_none(examine: Examine, statements: list[dict[str, Any]]) -> None:
    assert examine(role(*statements), RULE, sections=PARAMETER) == []
