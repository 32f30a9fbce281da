"""Actions that another one of the list covers."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.redundancy.estates import SECTIONS
from tests.checks.samples import allow, managed

RULE = "action-redundant"


@pytest.mark.parametrize(
    ("actions", "index", "message"),
    [
        (["s3:Get*", "s3:GetObject"], 1, "s3:Get* covers s3:GetObject"),
        (["S3:getobject", "s3:*"], 0, "s3:* covers S3:getobject"),
        (["s3:GetObject", "S3:GetObject"], 1, "s3:GetObject covers S3:GetObject"),
        (["s3:GetObject", "s3:GetObject"], 1, "s3:GetObject is there twice"),
        (["s3:*Object", "s3:Get?bject", "s3:Get*Object"], 2, "s3:*Object covers s3:Get*Object"),
        (["s3:**", "s3:*"], 1, "s3:** covers s3:*"),
        (["sqs:*", {"Fn::Sub": "s3:${Known}"}, {"Fn::Join": [":", ["s3", "K*"]]}], 1, "s3:K* covers s3:known"),
    ],
)
@pytest.mark.parametrize("name", ["Action", "NotAction"])
def test_an_action_that_another_one_covers_is_found(
    examine: Examine, actions: Any, index: int, message: str, name: str
) -> None:
    (found,) = examine(managed(allow(None, **{name: actions})), RULE, sections=SECTIONS)
    assert (found.message, found.severity) == (message, "warning")
    assert found.place.path[-2:] == (name, index)


@pytest.mark.parametrize(
    "actions",
    [
        "s3:*",
        ["s3:Get*", "s3:Put*"],
        ["s3:GetObject", "s3:GetObjectAcl"],
        ["s3:Get*Acl", "s3:GetObject*"],
        ["s3:?etObject", {"Fn::Sub": "s3:${Text}"}],
    ],
)
def test_actions_of_which_none_covers_another_are_fine(examine: Examine, actions: Any) -> None:
    assert examine(managed(allow(actions)), RULE, sections=SECTIONS) == []


def test_each_is_found_once(examine: Examine) -> None:
    assert len(examine(managed(allow(["*", "s3:*", "s3:Get*", "s3:GetObject"])), RULE)) == 3


def test_it_is_called_by_the_action_whatever_its_case(examine: Examine) -> None:
    (found,) = examine(managed(allow(["s3:*", "S3:GetObject"], Sid="A")), RULE)
    assert found.qualified_rule == f"{RULE}[P.A s3:getobject]"
