"""Policy variables in documents whose version has none."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed

RULE = "variables-in-old-version"
OWN = "arn:aws:s3:::b/${aws:username}/*"
SECTIONS = {"Parameters": {"Bucket": {"Type": "String"}}}
FORM = {"StringLike": {"s3:prefix": ["home", "${aws:username, 'none'}/*"]}}


@pytest.mark.parametrize(
    ("statement", "version"),
    [
        (allow("s3:GetObject", OWN), "2012-10-17"),
        (allow("s3:GetObject", "arn:aws:s3:::b/*"), "2008-10-17"),
        (allow("s3:GetObject", {"Fn::Sub": "arn:aws:s3:::${Bucket}/${AWS::AccountId}"}), None),
        (allow("s3:GetObject", {"Fn::Sub": "arn:aws:s3:::${Bucket}/*"}), None),
        (allow("s3:ListBucket", Condition={"StringLike": {"s3:prefix": "$home"}}), None),
    ],
)
def test_a_variable_in_a_document_that_has_them_is_taken(examine: Examine, statement: Any, version: Any) -> None:
    assert examine(managed(statement, version=version), RULE, sections=SECTIONS, given={"account": None}) == []


@pytest.mark.parametrize("version", [None, "2008-10-17"])
@pytest.mark.parametrize(
    ("statement", "variable", "steps"),
    [
        (allow("s3:GetObject", OWN), "aws:username", ("Resource",)),
        (allow("s3:*", ["*", OWN.replace("username", "UserName")], Effect="Deny"), "aws:UserName", ("Resource", 1)),
        (allow("s3:GetObject", {"Fn::Sub": "arn:aws:s3:::${Bucket}/${!aws:userid}"}), "aws:userid", ("Resource",)),
        (allow("s3:GetObject", None, NotResource=OWN), "aws:username", ("NotResource",)),
        (allow("s3:ListBucket", Condition=FORM), "aws:username", ("Condition", "StringLike", "s3:prefix")),
    ],
)
def test_a_variable_in_an_older_one_is_found(
    examine: Examine, statement: Any, variable: str, steps: Any, version: Any
) -> None:
    (found,) = examine(managed(statement, version=version), RULE, sections=SECTIONS)
    assert found.message == f"the policy's version has no variables, so ${{{variable}}} stands for itself"
    assert found.severity == "error"
    assert found.place.path == ("Properties", "PolicyDocument", "Statement", 0, *steps)
