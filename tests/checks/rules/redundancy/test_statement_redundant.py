"""Statements that another one covers."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.redundancy.estates import SECTIONS, bucket, names
from tests.checks.samples import allow, managed, role

RULE = "statement-redundant"
USER = "arn:aws:iam::123456789012:user/u"
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
TAGGED = {"StringEquals": {"aws:ResourceTag/Team": ["a", "b"]}}
TAGGED_TOO = {"StringEquals": {"AWS:ResourceTag/Team": ["b", "a"]}}


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        (allow("s3:*"), allow("s3:GetObject", "arn:aws:s3:::b/*")),
        (allow("S3:GET*"), allow(["s3:GetObject", "s3:getbucketpolicy"])),
        (allow("*"), allow(None, NotAction="iam:*")),
        (allow(None, NotAction="iam:*"), allow(["s3:*", "sqs:*"])),
        (allow("s3:*", "arn:aws:s3:::b/*"), allow("s3:*", "arn:aws:s3:::b/${aws:username}/*")),
        (allow("s3:*", None, NotResource="arn:aws:s3:::b"), allow("s3:*", "arn:aws:s3:::c")),
        (allow("s3:*", {"Fn::Sub": "arn:aws:s3:::${Text}/*"}), allow("s3:*", {"Fn::Sub": "arn:aws:s3:::${Text}/a"})),
        (allow("s3:*", {"Fn::Join": ["", ["arn:aws:s3:::", "*"]]}), allow("s3:*", {"Fn::Sub": "arn:aws:s3:::${Text}"})),
        (allow("s3:*"), allow("s3:*", Condition=TAGGED)),
        (allow("s3:*", Condition=TAGGED), allow("s3:Get*", Condition=TAGGED_TOO | {"Null": {"aws:userid": "false"}})),
        (allow("s3:*", Effect="Deny"), allow("s3:GetObject", Effect="Deny")),
    ],
)
def test_a_statement_that_another_one_covers_is_found(examine: Examine, wide: Any, narrow: Any) -> None:
    for index, statements in enumerate([[narrow, wide], [wide, narrow]]):
        (found,) = examine(managed(*statements), RULE, sections=SECTIONS)
        assert found.message == f"Statement[{1 - index}] covers all of it, with the same effect"
        assert (found.severity, found.statement) == ("warning", index)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (allow("s3:Get*"), allow(["s3:GetObject", "s3:PutObject"])),
        (allow("s3:*", Effect="Deny"), allow("s3:GetObject")),
        (allow("s3:*", "arn:aws:s3:::b"), allow("s3:*", "arn:aws:s3:::b/*")),
        (allow("s3:*", Condition=TAGGED), allow("s3:GetObject")),
        (allow("s3:*", Condition=TAGGED), allow("s3:Get*", Condition={"StringLike": TAGGED["StringEquals"]})),
        (allow("s3:*", {"Fn::Sub": "arn:aws:s3:::${Text}/*"}), allow("s3:*", "arn:aws:s3:::b/a")),
        (allow("s3:*", "arn:aws:s3:::????"), allow("s3:*", {"Fn::Sub": "arn:aws:s3:::${Text}"})),
        (allow(None, NotAction="iam:*"), allow(["s3:*", "iam:GetUser"])),
        (allow("s3:*", "arn:aws:s3:::*/a"), allow("s3:*", "arn:aws:s3:::${aws:username}/*")),
    ],
)
def test_one_that_no_other_covers_is_fine(examine: Examine, one: Any, other: Any) -> None:
    assert examine(managed(one, other), RULE, sections=SECTIONS) == []


def test_of_two_that_are_the_same_the_first_one_stays(examine: Examine) -> None:
    (found,) = examine(managed(allow("s3:*", Sid="A"), allow("S3:*", Sid="B")), RULE)
    assert (found.message, found.statement) == ("A covers all of it, with the same effect", 1)
    assert found.qualified_rule == f"{RULE}[P.B]"


@pytest.mark.parametrize(
    ("wide", "narrow", "count"),
    [
        ("*", {"AWS": USER}, 1),
        ({"AWS": "*"}, {"Service": "s3.amazonaws.com"}, 1),
        ({"AWS": [USER, "123456789012"]}, {"AWS": USER}, 1),
        ({"AWS": "123456789012"}, {"AWS": USER}, 0),
        ({"AWS": USER}, {"AWS": USER, "Service": "s3.amazonaws.com"}, 0),
        ({"AWS": USER}, "*", 0),
    ],
)
def test_who_is_named_counts(examine: Examine, wide: Any, narrow: Any, count: int) -> None:
    statements = names(wide, "s3:*"), names(narrow, "s3:GetObject")
    assert len(examine(bucket(*statements), RULE)) == count


def test_who_is_excepted_must_be_the_same(examine: Examine) -> None:
    wide, narrow = (names(None, actions, "Deny", NotPrincipal={"AWS": USER}) for actions in ("s3:*", "s3:GetObject"))
    for each in (wide, narrow):
        del each["Principal"]
    assert len(examine(bucket(wide, narrow), RULE)) == 1
    assert examine(bucket(wide, narrow | {"NotPrincipal": {"AWS": "123456789012"}}), RULE) == []
    assert examine(bucket(wide, names("*", "s3:GetObject", "Deny")), RULE) == []


def test_trust_policies_are_looked_at(examine: Examine) -> None:
    assert len(examine(role(TRUST, TRUST | {"Action": ["sts:AssumeRole", "sts:TagSession"]}), RULE)) == 1


def test_a_statement_without_resources_covers_none_that_has_them(examine: Examine) -> None:
    assert examine(role(TRUST, TRUST | {"Resource": "*"}), RULE) == []


def test_a_key_has_a_statement_that_covers_all_others(examine: Examine) -> None:
    root = {"AWS": "arn:aws:iam::123456789012:root"}
    statements = [names(root, actions, Resource="*") for actions in ("kms:*", "kms:Decrypt")]
    document = {"Version": "2012-10-17", "Statement": statements}
    assert examine({"K": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": document}}}, RULE) == []
