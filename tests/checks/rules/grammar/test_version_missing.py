"""Policies without a version."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed, role

RULE = "version-missing"
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
SECTIONS = {"Parameters": {"Text": {"Type": "String"}}}


@pytest.mark.parametrize(
    "resources",
    [
        managed(allow("s3:GetObject")),
        managed(allow("s3:GetObject"), version="2008-10-17"),
        managed(allow("s3:GetObject"), version={"Ref": "Text"}),  # type: ignore[arg-type]  # an intrinsic is no text
        managed(allow(None), version=None),  # malformed
    ],
)
def test_a_policy_with_a_version_is_taken(examine: Examine, resources: Any) -> None:
    assert examine(resources, RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    "resources",
    [
        managed(allow("s3:GetObject"), version=None),
        managed(allow("s3:GetObject"), version={"Ref": "AWS::NoValue"}),  # type: ignore[arg-type]
        {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": {"Statement": allow("s3:*")}}}},
        role(TRUST, version=None),
    ],
)
def test_a_policy_without_one_is_found(examine: Examine, resources: Any) -> None:
    (found,) = examine(resources, RULE)
    assert found.message == "the policy has no Version, so it is read as one of 2008-10-17"
    assert found.severity == "warning"
