"""Users who have both a password and an access key from the start."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.credentials.estates import key, parameter, user

RULE = "console-user-with-key"
PASSWORD = "{{resolve:secretsmanager:first:SecretString:Password}}"


def rotated(of: Any) -> dict[str, Any]:
    """Return the custom resource that rotates a key."""
    return {"C": {"Type": "Custom::RotatedAccessKey", "Properties": {"UserName": of}}}


@pytest.mark.parametrize(
    "made",
    [
        key(),
        key("JohnDoe"),
        key({"Fn::Sub": "${U}"}),
        key({"Fn::Join": ["", ["John", "Doe"]]}),
        rotated({"Ref": "U"}),
        rotated("JohnDoe"),
    ],
)
def test_a_console_user_with_a_key_is_remarked_about(examine: Examine, made: dict[str, Any]) -> None:
    (found,) = examine(user(PASSWORD, name="JohnDoe") | made, RULE)
    assert (found.severity, found.qualified_rule) == ("warning", f"{RULE}[U]")
    assert found.principal == "arn:aws:iam::123456789012:user/JohnDoe"


@pytest.mark.parametrize(
    "resources",
    [
        user(PASSWORD),
        user() | key(),
        user() | rotated({"Ref": "U"}),
        user(PASSWORD) | key("JaneDoe"),
        user(PASSWORD) | key({"Ref": "P"}),
        user(PASSWORD) | key(Status="Inactive"),
    ],
)
def test_one_of_the_two_is_fine(examine: Examine, resources: dict[str, Any]) -> None:
    assert examine(resources, RULE, sections=parameter()) == []


@pytest.mark.parametrize(("metadata", "count"), [({"ConsoleUserWithKey": "a build needs it"}, 0), ({"Other": "x"}, 1)])
def test_a_reason_settles_it(examine: Examine, metadata: dict[str, str], count: int) -> None:
    resources = user(PASSWORD) | key()
    resources["U"]["Metadata"] = metadata
    assert len(examine(resources, RULE)) == count


@pytest.mark.parametrize("name", [["JohnDoe"], {"Unknown": "x"}, 7])
def test_the_name_of_a_user_is_text(examine: Examine, name: Any) -> None:
    assert examine(user(PASSWORD, name="JohnDoe") | key(name), RULE) == []
