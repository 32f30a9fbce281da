"""Resources that another one of the list covers."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.redundancy.estates import SECTIONS
from tests.checks.samples import allow, managed, role

RULE = "resource-redundant"
BUCKET = "arn:aws:s3:::b"


@pytest.mark.parametrize(
    ("resources", "index", "message"),
    [
        (["*", BUCKET], 1, f"* covers {BUCKET}"),
        ([BUCKET, "arn:aws:s3:::*"], 0, f"arn:aws:s3:::* covers {BUCKET}"),
        ([f"{BUCKET}/*", f"{BUCKET}/${{aws:username}}/*"], 1, f"{BUCKET}/* covers {BUCKET}/${{aws:username}}/*"),
        ([BUCKET, {"Fn::Join": ["", ["arn:aws:s3:::", "b"]]}], 1, f"{BUCKET} is there twice"),
        ([{"Fn::Sub": "arn:aws:s3:::${Text}"}, "arn:aws:s3:::*"], 0, "arn:aws:s3:::* covers arn:aws:s3:::${Text}"),
        (["arn:aws:sqs:*:*:q", "arn:aws:sqs:eu-*:1:q"], 1, "arn:aws:sqs:*:*:q covers arn:aws:sqs:eu-*:1:q"),
    ],
)
@pytest.mark.parametrize("name", ["Resource", "NotResource"])
def test_a_resource_that_another_one_covers_is_found(
    examine: Examine, resources: Any, index: int, message: str, name: str
) -> None:
    (found,) = examine(managed(allow("s3:*", None, **{name: resources})), RULE, sections=SECTIONS)
    assert (found.message, found.severity) == (message, "warning")
    assert found.place.path[-2:] == (name, index)


@pytest.mark.parametrize(
    "resources",
    [
        "*",
        [BUCKET, f"{BUCKET}/*"],
        [BUCKET, "arn:aws:s3:::B"],
        ["arn:aws:s3:::?", {"Fn::Sub": "arn:aws:s3:::${Text}"}],
        [{"Fn::Sub": "arn:aws:s3:::${Text}/*"}, f"{BUCKET}/a"],
        ["arn:aws:sqs:e*:1:q", "arn:aws:sqs:*:1:q*q"],
    ],
)
def test_resources_of_which_none_covers_another_are_fine(examine: Examine, resources: Any) -> None:
    assert examine(managed(allow("s3:*", resources)), RULE, sections=SECTIONS) == []


def test_a_policy_may_name_no_resources(examine: Examine) -> None:
    trusted = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    assert examine(role(trusted), RULE) == []
