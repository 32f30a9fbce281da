"""Policies with characters that IAM refuses."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed, role

RULE = "document-characters"
SECTIONS = {"Parameters": {"X": {"Type": "String"}, "Known": {"Type": "String", "Default": "a\u2013b"}}}
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
DASH, NAMED = "arn:aws:s3:::b/a\u2013b", "U+2013"


@pytest.mark.parametrize(
    "resources",
    [
        managed(allow("s3:GetObject", "arn:aws:s3:::b/\t\r\n ~\u00a0\u00ff")),
        managed(allow("s3:GetObject", {"Fn::Sub": "arn:aws:s3:::${X}/*"})),
        managed(allow("s3:GetObject", Condition={"NumericEquals": {"s3:max-keys": 10}})),
        managed(allow("s3:GetObject"), Description="a\u2013b"),
        {"K": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {"Statement": [TRUST | {"Sid": "\u2013"}]}}}},
    ],
)
def test_the_characters_of_latin_1_are_taken(examine: Examine, resources: Any) -> None:
    assert examine(resources, RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    ("resources", "name", "path"),
    [
        (managed(allow("s3:GetObject", DASH)), NAMED, ("Statement", 0, "Resource")),
        (managed(allow("s3:GetObject", ["*", DASH, DASH])), NAMED, ("Statement", 0, "Resource", 1)),
        (
            managed(allow("s3:GetObject", {"Fn::Sub": "arn:aws:s3:::b/${Known}"})),
            NAMED,
            ("Statement", 0, "Resource"),
        ),
        (
            managed(allow("s3:GetObject", Condition={"StringEquals": {"aws:PrincipalTag/\u0101": "x"}})),
            "U+0101",
            ("Statement", 0, "Condition", "StringEquals", "aws:PrincipalTag/\u0101"),
        ),
        (managed(allow("s3:GetObject", "arn:aws:s3:::b/\u0007")), "U+0007", ("Statement", 0, "Resource")),
        (managed(allow("s3:\U0001f600")), "U+1F600", ("Statement", 0, "Action")),
        (role({**TRUST, "Sid": "\u201cA\u201c"}), "U+201C", ("Statement", 0, "Sid")),
    ],
)
def test_others_are_found(examine: Examine, resources: Any, name: str, path: Any) -> None:
    (found,) = examine(resources, RULE, sections=SECTIONS)
    assert found.message == f"IAM takes no policy with the character {name}"
    assert found.severity == "error"
    assert found.subject.endswith(f" {name}")
    assert found.place.path[2:] == path


def test_each_character_is_a_finding_of_its_own(examine: Examine) -> None:
    assert len(examine(managed(allow("s3:GetObject", ["\u2013", "\u201c\u2013"])), RULE)) == 2
