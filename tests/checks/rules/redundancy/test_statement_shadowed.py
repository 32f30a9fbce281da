"""Statements that another one takes back."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.redundancy.estates import SECTIONS, bucket, names
from tests.checks.samples import allow, managed

RULE = "statement-shadowed"
TAGGED = {"StringEquals": {"aws:ResourceTag/Team": "a"}}


def deny(*given: Any, **more: Any) -> dict[str, Any]:
    """Return a statement that denies."""
    return allow(*given, Effect="Deny", **more)


@pytest.mark.parametrize(
    ("allowed", "denied"),
    [
        (allow("s3:GetObject", "arn:aws:s3:::b/*"), deny("s3:*")),
        (allow(["s3:GetObject", "S3:putobject"]), deny(["*"])),
        (allow("s3:GetObject"), deny(None, NotAction=["iam:*", "sts:*"])),
        (allow("s3:GetObject", "arn:aws:s3:::b/a"), deny("s3:*", None, NotResource="arn:aws:s3:::c/*")),
        (allow(None, NotAction="iam:*"), deny("*")),
        (
            allow("s3:Get*", {"Fn::Sub": "arn:aws:s3:::${Text}"}),
            deny("s3:*", {"Fn::Join": ["", ["arn:aws:s3", ":::*"]]}),
        ),
        (allow("s3:*", Condition=TAGGED), deny("s3:*", Condition=TAGGED)),
        (allow("s3:*", Condition=TAGGED), deny("s3:*")),
    ],
)
def test_an_allow_that_is_denied_whole_is_found(examine: Examine, allowed: Any, denied: Any) -> None:
    for index, statements in enumerate([[allowed, denied], [denied, allowed]]):
        (found,) = examine(managed(*statements), RULE, sections=SECTIONS)
        assert found.message == f"Statement[{1 - index}] denies all that it allows"
        assert (found.severity, found.statement) == ("error", index)


@pytest.mark.parametrize(
    ("allowed", "denied"),
    [
        (allow("s3:*"), deny("s3:GetObject")),
        (allow(["s3:GetObject", "sqs:*"]), deny("s3:*")),
        (allow("s3:*"), deny("s3:*", "arn:aws:s3:::b/*")),
        (allow("s3:*"), deny("s3:*", Condition=TAGGED)),
        (allow("s3:*"), deny("s3:*", None, NotResource="arn:aws:s3:::b/*")),
        (allow("iam:GetUser"), deny(None, NotAction=["iam:*"])),
        (allow("s3:*", "arn:aws:s3:::b"), deny("s3:*", {"Fn::Sub": "arn:aws:s3:::${Text}"})),
        (allow("s3:*", {"Fn::Sub": "arn:aws:s3:::${Text}"}), deny("s3:*", None, NotResource="arn:aws:s3:::b")),
        (deny("s3:*"), deny("s3:GetObject")),
    ],
)
def test_an_allow_of_which_something_is_left_is_fine(examine: Examine, allowed: Any, denied: Any) -> None:
    assert examine(managed(allowed, denied), RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(("principal", "count"), [("*", 1), ({"AWS": "123456789012"}, 0)])
def test_who_is_denied_counts(examine: Examine, principal: Any, count: int) -> None:
    allowed = names({"AWS": "arn:aws:iam::123456789012:user/u"}, "s3:GetObject")
    assert len(examine(bucket(allowed, names(principal, "s3:*", "Deny")), RULE)) == count
