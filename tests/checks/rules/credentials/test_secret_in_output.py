"""Outputs that show a secret access key or a password, and those that seem to."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.credentials.estates import PASSWORD, key, parameter, secret, user

RULE = "secret-in-output"
REFERENCE = "{{resolve:secretsmanager:first:SecretString:Password}}"


def outputs(value: Any) -> dict[str, Any]:
    """Return the section with one output."""
    return {"Outputs": {"O": {"Value": value}}}


@pytest.mark.parametrize(
    "value",
    [
        {"Fn::GetAtt": ["K", "SecretAccessKey"]},
        {"Fn::GetAtt": "K.SecretAccessKey"},
        {"Fn::Sub": "secret=${K.SecretAccessKey}"},
        {"Fn::Sub": ["secret=${A}", {"A": {"Fn::GetAtt": ["K", "SecretAccessKey"]}}]},
        {"Fn::Join": [":", [{"Ref": "K"}, {"Fn::GetAtt": ["K", "SecretAccessKey"]}]]},
        {"Fn::Base64": {"Fn::GetAtt": ["K", "SecretAccessKey"]}},
        {"Fn::If": ["Open", "nothing", {"Fn::GetAtt": ["K", "SecretAccessKey"]}]},
        {"Ref": "P"},
        {"Fn::Sub": "${ P }"},
        {"Fn::Base64": {"Ref": "P"}},
        {"Fn::Base64": {"Fn::Sub": ["${A}", {"A": {"Ref": "P"}}]}},
        {"Ref": "Q"},
        PASSWORD,
    ],
)
def test_an_output_of_a_secret_is_an_error(examine: Examine, value: Any) -> None:
    sections = {"Conditions": {"Open": {"Fn::Equals": [{"Ref": "Q"}, "x"]}}, **outputs(value)}
    parameters = {"P": {"Type": "String", "NoEcho": "TRUE"}, "Q": {"Type": "String"}}
    resources = user({"Ref": "Q"}) | key() | {"V": user(PASSWORD)["U"]}
    (found,) = examine(resources, RULE, sections=sections | {"Parameters": parameters})
    assert (found.severity, found.qualified_rule) == ("error", "secret-in-output[O]")
    assert found.place.path == ("Outputs", "O", "Value")


@pytest.mark.parametrize(
    "value",
    [
        {"Ref": "K"},
        {"Fn::Sub": "${!K.SecretAccessKey}"},
        {"Fn::Sub": ["${P}", {"P": "no parameter"}]},
        {"Fn::GetAtt": ["U", "Arn"]},
        {"Ref": "S"},
        {"Ref": "Q"},
        {"Fn::ImportValue": "elsewhere"},
        {"Ref": "AWS::StackName"},
        "what to do with the secret password 1",
        REFERENCE,
    ],
)
def test_an_output_of_anything_else_is_none(examine: Examine, value: Any) -> None:
    parameters = {"P": {"Type": "String", "NoEcho": True}, "Q": {"Type": "String", "NoEcho": False}}
    resources = user(REFERENCE) | key() | secret("x") | {"V": user("1")["U"], "W": user("password")["U"]}
    assert examine(resources, RULE, sections=outputs(value) | {"Parameters": parameters}) == []


def test_a_secret_that_comes_from_another_output_is_one(examine: Examine) -> None:
    exported = {"Value": {"Fn::GetAtt": ["K", "SecretAccessKey"]}, "Export": {"Name": "key"}}
    sections = {"Outputs": {"A": exported, "B": {"Value": {"Fn::ImportValue": "key"}}}}
    found = examine(user() | key(), RULE, sections=sections)
    assert [each.subject for each in found] == ["A", "B"]


@pytest.mark.parametrize(
    "value", [REFERENCE, {"Fn::Sub": REFERENCE}, {"Fn::Join": ["", ["{{resolve:ssm-secure", ":first:1}}"]]}]
)
def test_a_reference_that_is_not_read_is_a_warning(examine: Examine, value: Any) -> None:
    (found,) = examine({}, "secret-reference-in-output", sections=outputs(value))
    assert (found.severity, found.subject) == ("warning", "O")


@pytest.mark.parametrize("value", ["{{resolve:ssm:plain:1}}", {"Ref": "S"}, {"Ref": "P"}])
def test_another_reference_is_none(examine: Examine, value: Any) -> None:
    sections = outputs(value) | parameter()
    assert examine(secret("x"), "secret-reference-in-output", sections=sections) == []


OTHERS = {"C": "Custom::AWS", "G": "AWS::IAM::Group"}


def test_only_users_have_passwords(examine: Examine) -> None:
    profile = {"LoginProfile": {"Password": PASSWORD}}
    resources = {name: {"Type": type, "Properties": profile} for name, type in OTHERS.items()}
    assert examine(resources, RULE, sections=outputs(PASSWORD)) == []
