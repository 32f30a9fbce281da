"""Lists of one resource."""

from typing import Any

import pytest

from tests.checks.conftest import Examine

PARAMETERS = {"Parameters": {"P": {"Type": "String"}, "Q": {"Type": "String"}, "L": {"Type": "CommaDelimitedList"}}}
ROLE = {
    "Type": "AWS::IAM::Role",
    "Properties": {
        "AssumeRolePolicyDocument": {
            "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
        }
    },
}


def profile(roles: Any) -> dict[str, Any]:
    return {"A": ROLE, "B": ROLE, "I": {"Type": "AWS::IAM::InstanceProfile", "Properties": {"Roles": roles}}}


@pytest.mark.parametrize("roles", [["X", "Y"], [{"Ref": "A"}, {"Ref": "B"}], [{"Fn::Sub": "X"}, {"Ref": "A"}]])
def test_an_instance_profile_has_one_role(examine: Examine, roles: Any) -> None:
    (found,) = examine(profile(roles), "quota-roles-per-instance-profile")
    assert found.message == "I has 2 roles of 1"
    assert found.severity == "error"
    assert found.place == ("t.json", "I", ("Properties", "Roles"))


@pytest.mark.parametrize("roles", [["X"], ["X", "X"], [{"Ref": "A"}], [{"Ref": "P"}, {"Ref": "Q"}], {"Ref": "L"}])
def test_roles_that_may_be_the_same_are_not_counted(examine: Examine, roles: Any) -> None:
    assert examine(profile(roles), "quota-roles-per-instance-profile", sections=PARAMETERS) == []


@pytest.mark.parametrize(
    ("rule", "property", "most"),
    [
        ("quota-client-ids-per-oidc-provider", "ClientIdList", 100),
        ("quota-thumbprints-per-oidc-provider", "ThumbprintList", 5),
    ],
)
def test_an_oidc_provider_has_so_many_at_the_most(examine: Examine, rule: str, property: str, most: int) -> None:
    items = [f"{number:040}" for number in range(most)]
    further: list[Any] = [items[0], {"Ref": "P"}]
    more: list[Any] = ["f" * 40, {"Fn::Sub": "f" * 40}, {"Fn::Join": ["", ["ff" * 20]]}]

    def provider(listed: list[Any]) -> dict[str, Any]:
        return {"O": {"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": "https://a.example", property: listed}}}

    assert examine(provider(items + further), rule, sections=PARAMETERS) == []
    for last in more:
        (found,) = examine(provider([*items, last]), rule)
        assert found.message.endswith(f" of {most}")


@pytest.mark.parametrize("type", ["User", "Role"])
@pytest.mark.parametrize("second", ["b", {"Fn::Sub": "b"}, {"Fn::Join": ["", ["b", "c"]]}])
def test_an_identity_has_one_boundary(examine: Examine, type: str, second: Any) -> None:
    rule = "quota-boundaries-per-identity"

    def bounded(boundary: Any) -> dict[str, Any]:
        return {"X": {"Type": f"AWS::IAM::{type}", "Properties": {"PermissionsBoundary": boundary}}}

    (found,) = examine(bounded(["a", second]), rule)
    assert found.message == "X has 2 permissions boundaries of 1"
    assert found.principal
    for boundary in ("a", ["a"], ["a", {"Ref": "P"}], {"Ref": "P"}):
        assert examine(bounded(boundary), rule, sections=PARAMETERS) == []
