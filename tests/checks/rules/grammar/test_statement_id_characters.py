"""Sids with characters that IAM refuses."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed, role

RULE = "statement-id-characters"
SECTIONS = {"Parameters": {"X": {"Type": "String"}, "A": {"Type": "String", "Default": "a-b"}}}
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
KEY_POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Sid": "Key users", "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}],
}


@pytest.mark.parametrize(
    "resources",
    [
        managed(allow("s3:GetObject", Sid="ReadData1")),
        managed(allow("s3:GetObject", Sid="")),
        managed(allow("s3:GetObject")),
        managed(allow("s3:GetObject", Sid={"Ref": "X"})),
        managed(allow("s3:GetObject", Sid={"Fn::Sub": "Read${X}"})),
        {"K": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": KEY_POLICY}}},
    ],
)
def test_letters_and_digits_are_taken(examine: Examine, resources: Any) -> None:
    assert examine(resources, RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    ("resources", "shown"),
    [
        (managed(allow("s3:GetObject", Sid="Read data")), "Read data"),
        (managed(allow("s3:GetObject", Sid="read_data")), "read_data"),
        (managed(allow("s3:GetObject", Sid="Dané")), "Dané"),
        (managed(allow("s3:GetObject", Sid={"Ref": "A"})), "a-b"),
        (managed(allow("s3:GetObject", Sid={"Fn::Sub": "Read-${X}"})), "Read-${X}"),
        (role({**TRUST, "Sid": "for lambda"}), "for lambda"),
    ],
)
def test_others_are_found(examine: Examine, resources: Any, shown: str) -> None:
    (found,) = examine(resources, RULE, sections=SECTIONS)
    assert found.message == f'the Sid "{shown}" has characters other than A-Z, a-z and 0-9'
    assert found.severity == "error"
    assert found.place.path[-3:] == ("Statement", 0, "Sid")
