"""Statements of one policy that have the same Sid."""

from typing import Any

import pytest

from iam_stacks.policy.kind import RESOURCE
from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed, role

RULE = "statement-id-twice"
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
SECTIONS = {"Parameters": {"X": {"Type": "String"}, "Y": {"Type": "String"}, "A": {"Type": "String", "Default": "A"}}}


def sids(*names: Any) -> list[Any]:
    return [allow("s3:GetObject", Sid=name) for name in names]


@pytest.mark.parametrize(
    "resources",
    [
        managed(*sids("A", "B", "a")),
        managed(*sids(None, None)),
        managed(*sids("", "")),
        managed(*sids("A", {"Ref": "X"}, {"Ref": "Y"})),
        {**managed(*sids("A")), **role({**TRUST, "Sid": "A"})},
    ],
)
def test_sids_that_differ_are_taken(examine: Examine, resources: Any) -> None:
    assert examine(resources, RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    ("resources", "subject"),
    [
        (managed(*sids("A", "B", "A")), "P A"),
        (managed(*sids("A", {"Ref": "A"})), "P A"),
        (managed(*sids("AA", {"Fn::Sub": "A${A}"})), "P AA"),
        (managed(*sids({"Ref": "X"}, {"Ref": "X"})), "P ${X}"),
        (role({**TRUST, "Sid": "A"}, {**TRUST, "Sid": "A"}), "trust A"),
    ],
)
def test_one_sid_of_two_statements_is_found(examine: Examine, resources: Any, subject: str) -> None:
    (found,) = examine(resources, RULE, sections=SECTIONS)
    assert (found.subject, found.severity) == (subject, "error")
    assert found.message.startswith("2 statements have the Sid ")


def test_the_policy_of_a_resource_is_its_services_affair(examine: Examine) -> None:
    assert examine(managed(*sids("A", "A")), RULE, kind=RESOURCE) == []
