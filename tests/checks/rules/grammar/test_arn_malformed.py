"""Resources that are neither `*` nor a possible ARN."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.checks.rules.grammar.arn_fault import arn_fault
from iam_stacks.policy.kind import RESOURCE
from iam_stacks.policy.symbol import read_symbols, symbol
from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed

RULE = "arn-malformed"
SECTIONS = {"Parameters": {"Text": {"Type": "String"}, "Known": {"Type": "String", "Default": "12345"}}}
NO_PREFIX = "it does not begin with arn:"


@pytest.mark.parametrize(
    "text",
    [
        *("*", "**", "*:s3:::b", "arn:aws:s3:::b", "arn:aws:s3:::b/a b/*", "arn:*:s3:::b", "arn:*", "arn:aws:s3:*"),
        *(
            "arn:${Text}",
            "arn:aws:s3*",
            "a*:aws:s3:::b",
            "arn:aws-us-gov:s3:::b",
            "arn:aws:iam::aws:policy/X",
            "arn:aws:ssm:*::x",
        ),
        *("arn:aws:imagebuilder:eu-*-1:aws:image/x", "arn:aws:iam::1234*:role/x", "arn:aws:iam::*9012:role/x"),
        *("arn:aws:iam::12345678901?:role/x", "arn:aws:iam::${AWS::AccountId}:role/x", "arn:aws:deepracer:*:*:x"),
        *(
            "arn:${AWS::Partition}:s3:::b",
            "arn:aws:sqs:${AWS::Region}:123456789012:q",
            "arn:aws:catalog:*:*:portfolio/x",
        ),
        *("${Bucket.Arn}", "${Bucket.Arn}/*", "arn:aws:s3:::${Bucket}/*", "arn:aws:${Service}", "arn:aws:s3${Rest}"),
        *("arn:aws:iam::${Account}:x:y", "arn:aws:s3:::${aws:username}", "arn:aws:s3:::b/${aws:PrincipalTag/a:b, 'c'}"),
        *("arn:aws:kms:*:${aws:PrincipalAccount}:key/*", "arn:aws:us*:x", "arn:aws:sqs:*:${Text}", "arn:a?s:s3:::b"),
        *("arn:aws:braket:::device/x", "arn:aws:states:us-iso-east-1:123456789012:x", "arn:aws:*:*:*:*"),
    ],
)
def test_what_may_be_an_arn_is_taken(text: str) -> None:
    assert arn_fault(read_symbols(text)) == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", NO_PREFIX),
        ("example-bucket", NO_PREFIX),
        ("s3:::b/*", NO_PREFIX),
        (" arn:aws:s3:::b", NO_PREFIX),
        ("ARN:aws:s3:::b", NO_PREFIX),
        ("example-bucket/*", NO_PREFIX),
        ("arn:aws1:s3:::b", 'there is no partition "aws1"'),
        ("arn:AWS:s3:::b", 'there is no partition "AWS"'),
        ("arn::s3:::b", 'there is no partition ""'),
        ("arn:s3:::b", 'there is no partition "s3"'),
        ("arn:aws:s33:::b", 'no service has ARNs with "s33"'),
        ("arn:aws:S3:::b", 'no service has ARNs with "S3"'),
        ("arn:aws::::b", 'no service has ARNs with ""'),
        ("arn:aws:sqs:europe:123456789012:q", '"europe" is no region'),
        ("arn:aws:sqs:eu-central:123456789012:q", '"eu-central" is no region'),
        ("arn:aws:sqs:123456789012:eu-central-1:q", '"123456789012" is no region'),
        ("arn:aws:iam::1234:role/x", '"1234" is no account, which has 12 digits'),
        ("arn:aws:iam::1234567890123:role/x", '"1234567890123" is no account, which has 12 digits'),
        ("arn:aws:iam:: 123456789012:role/x", '" 123456789012" is no account, which has 12 digits'),
        ("arn:aws:s3::b/*", '"b/*" is no account, which has 12 digits'),
        ("arn:aws:s3::b", '"b" is no account, which has 12 digits'),
        ("arn:aws:s3::1234:${Text}", '"1234" is no account, which has 12 digits'),
        ("arn:aws:s3:::", "the resource is missing"),
        ("arn:aws:s3", "the resource is missing"),
        ("arn:aws", 'no service has ARNs with ""'),
    ],
)
def test_what_cannot_be_one_has_a_fault(text: str, fault: str) -> None:
    assert arn_fault(read_symbols(text)) == fault


@pytest.mark.parametrize(
    ("statement", "shown", "steps"),
    [
        (allow("s3:GetObject", "example-bucket/*"), "example-bucket/*", ("Resource",)),
        (allow("s3:GetObject", ["arn:aws:s3:::b/*", "arn:aws:s3::b/*"]), "arn:aws:s3::b/*", ("Resource", 1)),
        (allow("s3:*", None, NotResource="arn:s3:::b"), "arn:s3:::b", ("NotResource",)),
        (allow("s3:*", "arn:aws:S3:::b", Effect="Deny"), "arn:aws:S3:::b", ("Resource",)),
        (allow("iam:*", {"Fn::Sub": "arn:aws:iam::${Known}:role/x"}), "arn:aws:iam::12345:role/x", ("Resource",)),
        (allow("iam:*", {"Fn::Sub": "arn:aws:iam::1:role/${Text}"}), "arn:aws:iam::1:role/${Text}", ("Resource",)),
        (allow("s3:*", {"Fn::Join": ["::", ["arn:aws:s3", "b"]]}), "arn:aws:s3::b", ("Resource",)),
    ],
)
def test_a_resource_with_a_fault_is_found(examine: Examine, statement: Any, shown: str, steps: Any) -> None:
    (found,) = examine(managed(statement), RULE, sections=SECTIONS)
    assert found.message.startswith(f"{shown} is not the ARN of a resource: ")
    assert found.severity == "error"
    assert found.subject.endswith(f" {shown}")
    assert found.place.path == ("Properties", "PolicyDocument", "Statement", 0, *steps)


@pytest.mark.parametrize(
    "resource",
    [
        {"Ref": "Text"},
        {"Fn::Sub": "${Text}/*"},
        {"Fn::Sub": "arn:${AWS::Partition}:s3:::${Text}"},
        {"Fn::ImportValue": "elsewhere"},
        "arn:aws:s3:::b/*",
        "*",
    ],
)
def test_a_resource_without_one_is_taken(examine: Examine, resource: Any) -> None:
    assert examine(managed(allow("s3:*", resource)), RULE, sections=SECTIONS) == []


@pytest.mark.parametrize(
    ("text", "region", "count"),
    [
        ("arn:aws:s3:::b", "cn-north-1", 1),
        ("arn:aws-cn:s3:::b", "eu-central-1", 1),
        ("arn:aws-cn:s3:::b", "cn-north-1", 0),
        ("arn:*:s3:::b", "cn-north-1", 0),
        ("arn:aws*:s3:::b", "cn-north-1", 0),
        ("arn:aws-cn:s3:::b", None, 0),  # where it will be deployed is not known
    ],
)
def test_iam_takes_arns_of_its_own_partition(examine: Examine, text: str, region: str | None, count: int) -> None:
    found = examine(managed(allow("s3:*", text)), RULE, given={"region": region})
    assert len(found) == count
    assert all("the account is of the partition" in each.message for each in found)


def test_the_partition_of_a_parameter_is_not_judged(examine: Examine) -> None:
    resource = {"Fn::Sub": "arn:${Text}:s3:::b"}
    assert examine(managed(allow("s3:*", resource)), RULE, sections=SECTIONS, given={"region": "cn-north-1"}) == []


def test_the_policy_of_a_resource_may_name_it_in_other_ways(examine: Examine) -> None:
    assert examine(managed(allow("execute-api:Invoke", "execute-api:/*")), RULE, kind=RESOURCE) == []


def test_the_same_resource_is_found_once(examine: Examine) -> None:
    assert len(examine(managed(allow("s3:*", ["b", "b", "c"])), RULE)) == 2


@given(st.text("arn:*?aws3-/${}", max_size=20))
def test_any_text_is_read_and_nothing_is_said_of_what_a_symbol_begins(text: str) -> None:
    assert isinstance(arn_fault(text), str)
    assert arn_fault(symbol("X") + text) == ""


@given(st.sampled_from([0, 1, 2, 3, 4, 5]), st.text("*?a1", max_size=3))
def test_a_star_in_place_of_a_part_hides_what_it_was(part: int, more: str) -> None:
    parts = ["arn", "aws", "iam", "", "123456789012", "role/x"]
    parts[part] = f"*{'' if part == 4 else more}"
    assert arn_fault(":".join(parts)) == ""
