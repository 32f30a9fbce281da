"""Actions of services that AWS does not have."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed

RULE = "service-unknown"
SECTIONS = {"Parameters": {"Service": {"Type": "String"}, "Known": {"Type": "String", "Default": "s33"}}}


@pytest.mark.parametrize(
    "statement",
    [
        allow("S3:GetObject"),
        allow(["*", "s*:Get*", "?3:GetObject"]),
        allow("deepracer:GetTrack"),  # closed, not listed any more; AWS's managed policies name it
        allow("s3:NoSuchAction"),  # of another rule
        allow(None, NotAction="iam:*"),
        allow(None, NotAction="mobilehub:*", Effect="Deny"),
        allow({"Fn::Sub": "${Service}:GetObject"}),
        allow({"Fn::Join": ["", ["s4", {"Ref": "Service"}, ":Get"]]}),
    ],
)
def test_a_service_that_there_is_or_may_be_is_taken(examine: Examine, statement: Any) -> None:
    assert examine(managed(statement), RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    ("statement", "action", "steps"),
    [
        (allow("s33:GetObject"), "s33:GetObject", ("Action",)),
        (allow(["s3:GetObject", "S33:Get*"]), "S33:Get*", ("Action", 1)),
        (allow("s33:GetObject", Effect="Deny"), "s33:GetObject", ("Action",)),
        (allow({"Fn::Sub": "${Known}:GetObject"}), "s33:GetObject", ("Action",)),
        (allow(None, NotAction=["iam:*", "iamm:*"]), "iamm:*", ("NotAction", 1)),
        (allow({"Fn::Sub": "s33:${Service}"}), "s33:${Service}", ("Action",)),
    ],
)
def test_a_service_that_there_is_not_is_found(examine: Examine, statement: Any, action: str, steps: Any) -> None:
    (found,) = examine(managed(statement), RULE, sections=SECTIONS)
    assert found.message.startswith(f"{action} is of no service of AWS")
    assert found.severity == "error"
    assert found.subject.endswith(f" {action.lower()}")
    assert found.place.path == ("Properties", "PolicyDocument", "Statement", 0, *steps)


def test_services_of_a_similar_name_are_proposed(examine: Examine) -> None:
    (found,) = examine(managed(allow("dynamodbd:GetItem")), RULE)
    assert "; there is dynamodb" in found.message


def test_nothing_is_proposed_where_nothing_is_similar(examine: Examine) -> None:
    (found,) = examine(managed(allow("qqqqqqqqqqq:GetItem")), RULE)
    assert found.message == "qqqqqqqqqqq:GetItem is of no service of AWS"


def test_an_action_that_is_given_twice_is_found_once(examine: Examine) -> None:
    assert len(examine(managed(allow(["s33:Get", "s33:Get", "s33:Put"])), RULE)) == 2
