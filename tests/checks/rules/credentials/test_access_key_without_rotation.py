"""Access keys that nothing replaces."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.credentials.estates import key, parameter, secret, user

RULE = "access-key-without-rotation"
SECRET_KEY = {"Fn::GetAtt": ["K", "SecretAccessKey"]}


def schedule(secret_id: Any) -> dict[str, Any]:
    """Return a schedule of rotation."""
    return {"R": {"Type": "AWS::SecretsManager::RotationSchedule", "Properties": {"SecretId": secret_id}}}


def exempt(value: str) -> list[dict[str, str]]:
    """Return the tags of a user whose key does not rotate."""
    return [{"Key": "iam-stacks:rotation-exempt", "Value": value}]


@pytest.mark.parametrize("of", [{"Ref": "U"}, "JohnDoe", {"Fn::Sub": "${U}"}, {"Fn::Join": ["", ["John", "Doe"]]}])
@pytest.mark.parametrize("more", [{}, {"Status": "Active"}, {"Serial": 2}])
def test_a_key_that_cloudformation_makes_is_not_rotated(examine: Examine, of: Any, more: dict[str, Any]) -> None:
    (found,) = examine(user(name="JohnDoe", Tags=exempt("false")) | key(of, **more), RULE)
    assert (found.severity, found.qualified_rule) == ("warning", f"{RULE}[K]")
    assert found.principal == "arn:aws:iam::123456789012:user/JohnDoe"


def test_a_key_of_somebody_elsewhere_is_not_rotated_either(examine: Examine) -> None:
    (found,) = examine(key({"Ref": "P"}), RULE, sections=parameter())
    assert found.principal is None


@pytest.mark.parametrize(
    "resources",
    [
        user(),
        user() | key(Status="Inactive"),
        user(Tags=exempt("true")) | key(),
        user() | key() | secret(SECRET_KEY) | schedule({"Ref": "S"}),
        user() | key() | secret({"Fn::Sub": '{"key":"${K.SecretAccessKey}"}'}) | schedule({"Fn::Sub": "${S}"}),
    ],
)
def test_a_key_that_is_rotated_exempt_or_off_is_fine(examine: Examine, resources: dict[str, Any]) -> None:
    assert examine(resources, RULE) == []


@pytest.mark.parametrize("value", [SECRET_KEY, "something else"])
def test_the_schedule_must_be_of_the_secret_with_the_key(examine: Examine, value: Any) -> None:
    other = {"T": secret("something else")["S"]}
    resources = user() | key() | secret(value) | other | schedule({"Ref": "T" if value == SECRET_KEY else "S"})
    assert len(examine(resources, RULE)) == 1


@pytest.mark.parametrize("wrong", [["S"], {"Unknown": "S"}])
def test_a_schedule_or_a_secret_whose_name_is_no_text_is_of_nothing(examine: Examine, wrong: Any) -> None:
    named = secret(SECRET_KEY)
    named["S"]["Properties"]["Name"] = wrong
    assert len(examine(user() | key() | named | schedule("T"), RULE)) == 1
    assert len(examine(user() | key() | secret(SECRET_KEY) | schedule(wrong), RULE)) == 1
