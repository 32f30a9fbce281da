"""Each function of CloudFormation, on what is known and on what is not."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iam_stacks.account.cloudformation.functions import FUNCTIONS

Resolve = Callable[..., tuple[Any, list[str]]]

USER = {"U": {"Type": "AWS::IAM::User"}}
NAMED = {"U": {"Type": "AWS::IAM::User", "Properties": {"UserName": "JohnDoe"}}}
UNKNOWN_PARAMETER = {"P": {"Type": "String"}}
LIST = {"L": {"Type": "CommaDelimitedList"}}
MAP = {"M": {"eu-central-1": {"name": "a"}, "us-east-1": {"name": {"Ref": "AWS::Region"}}}}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("text", "text"),
        (5, 5),
        ([{"Ref": "AWS::NoValue"}, "a"], ["a"]),
        ({"a": {"Ref": "AWS::NoValue"}, "b": "c"}, {"b": "c"}),
        ({"Ref": "AWS::AccountId"}, "123456789012"),
        ({"Ref": "AWS::Region"}, "eu-central-1"),
        ({"Ref": "AWS::Partition"}, "aws"),
        ({"Ref": "AWS::URLSuffix"}, "amazonaws.com"),
        ({"Ref": "AWS::StackName"}, "${S.StackName}"),
        ({"Ref": "AWS::StackId"}, "${S.StackId}"),
        ({"Ref": "U"}, "${U}"),
        ({"Ref": "P"}, "${P}"),
        ({"Fn::GetAtt": ["U", "Arn"]}, "arn:aws:iam::123456789012:user/${U}"),
        ({"Fn::GetAtt": "U.Arn"}, "arn:aws:iam::123456789012:user/${U}"),
        ({"Fn::GetAtt": ["U", "Other"]}, "${U.Other}"),
        ({"Fn::GetAtt": ["U", {"Fn::Sub": "Ar${N}"}]}, "arn:aws:iam::123456789012:user/${U}"),
        ({"Fn::Sub": "${AWS::Region}/${U}/${U.Arn}"}, "eu-central-1/${U}/arn:aws:iam::123456789012:user/${U}"),
        ({"Fn::Sub": "${!aws:username}"}, "${aws:username}"),
        ({"Fn::Sub": ["${a}-${P}", {"a": {"Ref": "AWS::Region"}}]}, "eu-central-1-${P}"),
        ({"Fn::Join": ["-", ["a", 1, True, {"Ref": "U"}]]}, "a-1-true-${U}"),
        ({"Fn::Join": [":", {"Fn::Split": ["/", "a/b"]}]}, "a:b"),
        ({"Fn::Select": ["1", ["a", "b"]]}, "b"),
        ({"Fn::Select": [5, {"Fn::Split": [":", {"Fn::GetAtt": ["U", "Arn"]}]}]}, "user/${U}"),
        ({"Fn::Split": ["/", {"Ref": "P"}]}, "${P}"),
        ({"Fn::FindInMap": ["M", {"Ref": "AWS::Region"}, "name"]}, "a"),
        ({"Fn::FindInMap": ["M", "us-east-1", "name"]}, "eu-central-1"),
        ({"Fn::FindInMap": ["M", "x", "name", {"DefaultValue": "d"}]}, "d"),
        ({"Fn::FindInMap": ["N", "x", "name", {"DefaultValue": "d"}]}, "d"),
        ({"Fn::Base64": "a"}, "YQ=="),
        ({"Fn::Length": ["a", "b"]}, 2),
        ({"Fn::ToJsonString": {"a": [{"Ref": "AWS::Region"}]}}, '{"a":["eu-central-1"]}'),
        ({"Fn::If": ["Yes", "a", "b"]}, "a"),
        ({"Fn::If": ["No", "a", "b"]}, "b"),
        ([{"Fn::If": ["No", "a", {"Ref": "AWS::NoValue"}]}], []),
        ("{{resolve:ssm:x}}", "${resolve.ssm-x}"),
    ],
)
def test_what_is_known_is_literal_and_the_rest_symbols(resolve: Resolve, value: Any, found: Any) -> None:
    sections = {
        "Resources": USER,
        "Parameters": UNKNOWN_PARAMETER | {"N": {"Type": "String", "Default": "n"}},
        "Mappings": MAP,
        "Conditions": {"Yes": {"Fn::Equals": ["a", "a"]}, "No": {"Fn::Equals": ["a", "b"]}},
    }
    assert resolve(value, **sections) == (found, [])


@pytest.mark.parametrize(
    "value",
    [
        {"Fn::Join": [",", {"Ref": "L"}]},
        {"Fn::Select": [0, {"Ref": "L"}]},
        {"Fn::Select": [0, {"Fn::Split": ["/", {"Ref": "P"}]}]},
        {"Fn::FindInMap": ["M", {"Ref": "P"}, "name"]},
        {"Fn::Base64": {"Ref": "P"}},
        {"Fn::Length": {"Ref": "L"}},
        {"Fn::GetAZs": ""},
        {"Fn::Cidr": ["10.0.0.0/16", 2, 8]},
    ],
)
def test_a_function_of_what_is_unknown_is_a_symbol_of_its_own(resolve: Resolve, value: dict[str, Any]) -> None:
    found, problems = resolve(value, Parameters=UNKNOWN_PARAMETER | LIST, Mappings=MAP)
    (name,) = value
    assert found.startswith(f"${{{name.removeprefix('Fn::')}.")
    assert problems == []


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"Ref": "X"}, "there is no parameter and no resource X"),
        ({"Ref": ["X"]}, '["X"] is not text'),
        ({"Fn::GetAtt": ["X", "Arn"]}, "there is no parameter and no resource X"),
        ({"Fn::GetAtt": "X"}, '"X" is not a resource and an attribute'),
        ({"Fn::GetAtt": {}}, "{} is not a resource and an attribute"),
        ({"Fn::Sub": "${X}"}, "there is no parameter and no resource X"),
        ({"Fn::Sub": "${aws:username}"}, "there is no parameter and no resource aws:username"),
        ({"Fn::Sub": ["a"]}, '["a"] is neither text nor text with variables'),
        ({"Fn::Sub": ["${a}", {"a": []}]}, "[] is not text"),
        ({"Fn::Join": ["a"]}, '["a"] is not a list of 2'),
        ({"Fn::Join": ["a", "b"]}, '"b" is not a list'),
        ({"Fn::Join": ["a", [[]]]}, "[] is not text"),
        ({"Fn::Select": ["x", []]}, '"x" is not an index'),
        ({"Fn::Select": [1, ["a"]]}, '["a"] has no value 1'),
        ({"Fn::FindInMap": ["M", "x", "name"]}, "the mapping M has no x name"),
        ({"Fn::FindInMap": ["M", "x", "name", {"Other": 1}]}, "the mapping M has no x name"),
        ({"Fn::FindInMap": "M"}, '"M" is not a list of 3'),
        ({"Fn::If": ["a"]}, '["a"] is not a condition and two values'),
        ({"Fn::If": ["X", "a", "b"]}, "there is no condition X"),
        ({"Fn::ImportValue": "e"}, "no stack in what was read exports e"),
        ({"Fn::GetStackOutput": "e"}, '"e" is not a StackName and an OutputName'),
        ({"Fn::Length": "e"}, '"e" is not a list'),
        ({"Fn::Transform": {}}, "the function Fn::Transform cannot be worked out before a deployment"),
        ({"Fn::If": 1, "a": 2}, "the function Fn::If cannot stand beside other keys"),
    ],
)
def test_what_is_wrong_is_reported_with_its_place(resolve: Resolve, value: Any, problem: str) -> None:
    assert resolve({"V": [value]}, Mappings=MAP)[1] == [f"V[0]: {problem}"]


def test_a_missing_reference_is_the_symbol_of_its_name(resolve: Resolve) -> None:
    assert resolve({"Ref": "X"})[0] == "${X}"


def test_the_first_branch_is_taken_where_the_condition_cannot_be_decided(resolve: Resolve) -> None:
    conditions = {"C": {"Fn::Equals": [{"Ref": "P"}, "a"]}}
    found, problems = resolve({"Fn::If": ["C", "a", "b"]}, Parameters=UNKNOWN_PARAMETER, Conditions=conditions)
    assert (found, problems) == ("a", [": the condition C cannot be decided"])


def test_the_branch_that_exists_is_taken_where_the_condition_cannot_be_decided(resolve: Resolve) -> None:
    conditions = {"C": {"Fn::Equals": [{"Ref": "P"}, "a"]}}
    value = {"Fn::If": ["C", {"Ref": "AWS::NoValue"}, "b"]}
    assert resolve(value, Parameters=UNKNOWN_PARAMETER, Conditions=conditions)[0] == "b"


def test_a_name_that_is_given_is_literal(resolve: Resolve) -> None:
    assert resolve([{"Ref": "U"}, {"Fn::GetAtt": "U.Arn"}], Resources=NAMED)[0] == [
        "JohnDoe",
        "arn:aws:iam::123456789012:user/JohnDoe",
    ]


def test_names_that_need_each_other_are_reported(resolve: Resolve) -> None:
    resources = {
        "A": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Ref": "B"}}},
        "B": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Ref": "A"}}},
    }
    assert "Properties.BucketName: it refers to itself" in "".join(resolve({"Ref": "A"}, Resources=resources)[1])


def test_a_resource_whose_condition_is_false_cannot_be_referred_to(resolve: Resolve) -> None:
    resources = {"U": {"Type": "AWS::IAM::User", "Condition": "C"}}
    problems = resolve({"Ref": "U"}, Resources=resources, Conditions={"C": {"Fn::Equals": [1, 2]}})[1]
    assert problems == [": the condition of the resource U is false, so it does not exist"]


def test_what_is_no_resource_cannot_be_referred_to(resolve: Resolve) -> None:
    assert resolve({"Ref": "U"}, Resources={"U": {"Type": 5}})[1] == [": there is no parameter and no resource U"]


ARGUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["U", "P", "C", "U.Arn", "${U}", ""]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=3) | st.sampled_from(["Ref", *FUNCTIONS]), inner, max_size=2)
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(FUNCTIONS)), ARGUMENTS)
def test_no_argument_is_too_odd_to_be_resolved_or_reported(resolve: Resolve, function: str, argument: Any) -> None:
    resolve({function: argument}, Resources=USER, Parameters=UNKNOWN_PARAMETER, Conditions={"C": argument})
