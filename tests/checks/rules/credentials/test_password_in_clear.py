"""Passwords and secrets that a template has as text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.credentials.estates import PASSWORD, key, parameter, secret, user

RULE = "password-in-clear"
MAPPING = {"Mappings": {"M": {"eu": {"Password": PASSWORD}}}}
STAGES = {"Mappings": {"M": {"dev": {"Password": PASSWORD}, "prod": {"Password": f"{PASSWORD}!"}}}}
SSM = {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/a"}


@pytest.mark.parametrize(
    ("password", "sections"),
    [
        (PASSWORD, {}),
        ({"Fn::Sub": PASSWORD}, {}),
        ({"Fn::Sub": ["${A}-7", {"A": "Correct-Horse"}]}, {}),
        ({"Fn::Join": ["-", ["Correct", "Horse", 7]]}, {}),
        ({"Fn::Sub": "${AWS::StackName}-" + PASSWORD}, {}),
        ({"Fn::Sub": "${AWS::AccountId}${AWS::NotificationARNs}"}, {}),
        ({"Fn::FindInMap": ["M", "eu", "Password"]}, MAPPING),
        ({"Fn::FindInMap": ["M", {"Ref": "P"}, "Password"]}, STAGES | parameter()),
        ({"Ref": "P"}, parameter()),
        ({"Ref": "P"}, parameter(NoEcho="false")),
        ({"Ref": "P"}, parameter(Default=PASSWORD)),
        ({"Ref": "P"}, parameter(Default=PASSWORD, NoEcho=True)),
        ({"Ref": "P"}, parameter(**SSM)),
        (31415926, {}),
    ],
)
def test_a_password_that_can_be_read_is_one_in_clear(examine: Examine, password: Any, sections: Any) -> None:
    (found,) = examine(user(password), RULE, sections=sections)
    assert (found.severity, found.qualified_rule) == ("error", "password-in-clear[U]")
    assert found.place.path == ("Properties", "LoginProfile", "Password")
    assert found.principal == "arn:aws:iam::123456789012:user/${U}"


@pytest.mark.parametrize(
    ("password", "sections"),
    [
        ("{{resolve:secretsmanager:first:SecretString:Password}}", {}),
        ({"Fn::Join": ["", ["{{resolve:ssm-secure:", "first", ":1}}"]]}, {}),
        ({"Fn::Sub": "{{resolve:secretsmanager:${S}:SecretString:Password}}"}, {}),
        ({"Ref": "P"}, parameter(NoEcho=True)),
        ({"Ref": "P"}, parameter(NoEcho="true")),
        ({"Ref": "P"}, parameter(Default="{{resolve:secretsmanager:first}}")),
        ({"Fn::Sub": "${P}-x"}, parameter(NoEcho=True)),
        ({"Fn::GetAtt": ["C", "Password"]}, {}),
        ({"Fn::GetAtt": "C.Password"}, {}),
        ({"Fn::ImportValue": "elsewhere"}, {}),
        ({"Fn::ImportValue": {"Fn::Sub": "${P}-elsewhere"}}, parameter()),
        ([], {}),
    ],
)
def test_a_password_that_nobody_can_read_is_none(examine: Examine, password: Any, sections: Any) -> None:
    maker = {"C": {"Type": "Custom::Maker", "Properties": {}}}
    assert examine(user(password) | secret({"Ref": "C"}) | maker, RULE, sections=sections) == []


def test_a_profile_that_a_function_makes_is_looked_into(examine: Examine) -> None:
    profile = {"Fn::If": ["Yes", {"Password": PASSWORD}, {"Ref": "AWS::NoValue"}]}
    sections = {"Conditions": {"Yes": {"Fn::Equals": ["a", "a"]}}}
    assert len(examine(user(LoginProfile=profile), RULE, sections=sections)) == 1
    assert examine(user(LoginProfile={"Ref": "P"}), RULE, sections=parameter()) == []


@pytest.mark.parametrize(
    ("value", "details"),
    [
        (PASSWORD, [""]),
        ({"Ref": "P"}, [""]),
        ({"Fn::Sub": PASSWORD}, [""]),
        (json.dumps([PASSWORD]), [""]),
        (json.dumps({"username": "admin", "password": PASSWORD}), ["password"]),
        (
            json.dumps({"Secret-Access-Key": PASSWORD, "API_TOKEN": "abc", "host": "db"}),
            ["API_TOKEN", "Secret-Access-Key"],
        ),
        ({"Fn::Sub": json.dumps({"host": "${C.Host}", "dbPassword": PASSWORD})}, ["dbPassword"]),
    ],
)
def test_a_secret_that_can_be_read_is_one_in_clear(examine: Examine, value: Any, details: list[str]) -> None:
    maker = {"C": {"Type": "Custom::Maker", "Properties": {}}}
    found = examine(secret(value) | maker, RULE, sections=parameter())
    assert [each.qualified_rule for each in found] == [
        f"password-in-clear[{' '.join(filter(None, ['S', each]))}]" for each in details
    ]
    assert {each.place.path for each in found} == {("Properties", "SecretString")}


@pytest.mark.parametrize(
    "value",
    [
        {"Fn::GetAtt": ["K", "SecretAccessKey"]},
        {"Fn::Sub": json.dumps({"id": "${K}", "SecretAccessKey": "${K.SecretAccessKey}"})},
        {"Fn::Join": ["", ['{"username":"admin","password":"', {"Ref": "P"}, '"}']]},
        {"Ref": "P"},
        json.dumps({"host": "db", "port": 5432}),
        json.dumps({"username": "admin", "password": ""}),
        json.dumps({"username": "admin", "password": None}),
        "{}",
        "",
    ],
)
def test_a_secret_that_nobody_can_read_is_none(examine: Examine, value: Any) -> None:
    assert examine(user() | key() | secret(value), RULE, sections=parameter(NoEcho=True)) == []


def test_a_generated_secret_is_none(examine: Examine) -> None:
    generated = {"GenerateSecretString": {"SecretStringTemplate": '{"UserName":"jo"}', "GenerateStringKey": "Password"}}
    assert examine({"S": {"Type": "AWS::SecretsManager::Secret", "Properties": generated}}, RULE) == []


def test_no_message_repeats_what_is_secret(examine: Examine) -> None:
    value = json.dumps({"password": PASSWORD})
    outputs = {"Outputs": {"O": {"Value": {"Fn::Sub": f"jo:{PASSWORD}"}}}}
    found = examine(user(PASSWORD) | secret(value), sections=outputs)
    assert {each.rule.id for each in found} >= {RULE, "secret-in-output"}
    assert PASSWORD not in str([(each.message, each.fix, each.subject, each.place) for each in found])
