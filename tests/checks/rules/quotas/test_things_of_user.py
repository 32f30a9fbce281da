"""Access keys and MFA devices of one user, over all stacks."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.quotas.conftest import ExamineAll

USER = {"Type": "AWS::IAM::User", "Properties": {"UserName": "JohnDoe"}}
MAYBE = {"Parameters": {"P": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "yes"]}}}


def key(user: Any, **more: Any) -> dict[str, Any]:
    return {"Type": "AWS::IAM::AccessKey", "Properties": {"UserName": user}, **more}


def device(*users: Any) -> dict[str, Any]:
    return {"Type": "AWS::IAM::VirtualMFADevice", "Properties": {"Users": list(users)}}


@pytest.mark.parametrize("third", ["JohnDoe", {"Ref": "U"}, {"Fn::Sub": "${U}"}, {"Fn::Join": ["", ["John", "Doe"]]}])
def test_a_user_has_two_access_keys_at_the_most(examine: Examine, third: Any) -> None:
    resources = {"U": USER, "K1": key("JohnDoe"), "K2": key({"Ref": "U"})}
    assert examine(resources, "quota-access-keys-per-user") == []
    (found,) = examine(resources | {"K3": key(third)}, "quota-access-keys-per-user")
    assert found.message == "the user JohnDoe has 3 access keys of 2"
    assert found.principal == "arn:aws:iam::123456789012:user/JohnDoe"
    assert found.place == ("t.json", "K3", ("Properties",))
    assert found.fix == "delete the keys that are not used; the quota is fixed"


def test_keys_of_a_user_that_was_not_read_count_over_stacks(examine_all: ExamineAll) -> None:
    (found,) = examine_all(
        {"b": {"K": key("Ann")}, "a": {"K": key("Ann"), "L": key("Ann")}}, "quota-access-keys-per-user"
    )
    assert found.principal is None
    assert found.place.template == "b.json"


def test_keys_of_users_that_are_not_known_and_keys_that_may_not_exist_do_not_count(examine: Examine) -> None:
    maybe = key("JohnDoe", Condition="C")
    resources = {"K1": key("JohnDoe"), "K2": key("JohnDoe"), "K3": key({"Ref": "P"}), "K4": maybe}
    assert examine(resources, "quota-access-keys-per-user", sections=MAYBE) == []


@pytest.mark.parametrize("ninth", ["JohnDoe", {"Ref": "U"}, {"Fn::Sub": "JohnDoe"}])
def test_a_user_has_eight_mfa_devices_at_the_most(examine: Examine, ninth: Any) -> None:
    resources = {"U": USER} | {f"D{number}": device("JohnDoe") for number in range(8)}
    assert examine(resources, "quota-mfa-devices-per-user") == []
    assert examine(resources | {"E": device("Ann", {"Ref": "AWS::StackName"})}, "quota-mfa-devices-per-user") == []
    (found,) = examine(resources | {"E": device(ninth, ninth)}, "quota-mfa-devices-per-user")
    assert found.message == "the user JohnDoe has 9 virtual MFA devices of 8"
