"""Password policies, whoever sets them."""

import json
from typing import Any

import pytest

from tests.evidence.conftest import Judge

STRONG: dict[str, Any] = {
    "MinimumPasswordLength": 14,
    "PasswordReusePrevention": 24,
    "MaxPasswordAge": 90,
    "RequireUppercaseCharacters": True,
    "RequireLowercaseCharacters": "true",
    "RequireNumbers": True,
    "RequireSymbols": True,
}
IDS = (
    *("password-length", "password-reuse", "password-upper-case", "password-lower-case", "password-symbol"),
    *("password-digit", "password-expiry", "password-strength", "password-strength-pci"),
)
OURS = {"Set": {"Type": "Custom::PasswordPolicy", "Properties": STRONG}}


def of(**changed: Any) -> dict[str, Any]:
    given = {name: value for name, value in (STRONG | changed).items() if value is not None}
    return {"Set": {"Type": "Custom::PasswordPolicy", "Properties": given}}


def called(action: str, parameters: Any, event: str = "Create") -> dict[str, Any]:
    call = json.dumps({"service": "IAM", "action": action, "parameters": parameters})
    return {"Set": {"Type": "Custom::AWS", "Properties": {event: call}}}


@pytest.mark.parametrize(
    "resources",
    [
        OURS,
        called("updateAccountPasswordPolicy", STRONG),
        called("UpdateAccountPasswordPolicyCommand", STRONG, "Update"),
    ],
)
def test_a_strong_policy_meets_all(resources: dict[str, Any], judged: Judge) -> None:
    found = judged(resources)
    assert {(found[id].status, found[id].by) for id in IDS} == {("met", ("t.Set",))}


@pytest.mark.parametrize(
    "resources",
    [
        {"Set": {"Type": "Custom::PasswordPolicyBefore", "Properties": STRONG}},
        called("createUser", STRONG),
        {"Set": {"Type": "Custom::AWS", "Properties": {"Create": {"Ref": "AWS::Region"}}}},
        {"Set": {"Type": "Custom::AWS", "Properties": {"Delete": "{}"}}},
    ],
)
def test_what_sets_no_policy_meets_none(resources: dict[str, Any], judged: Judge) -> None:
    found = judged(resources)
    assert {found[id].status for id in IDS} == {"not shown"}


WEAK: list[tuple[dict[str, Any], set[str]]] = [
    ({"MinimumPasswordLength": 13}, {"password-length"}),
    ({"MinimumPasswordLength": 7}, {"password-length", "password-strength"}),
    ({"MinimumPasswordLength": 6}, {"password-length", "password-strength", "password-strength-pci"}),
    ({"MinimumPasswordLength": None}, {"password-length", "password-strength", "password-strength-pci"}),
    ({"PasswordReusePrevention": 23}, {"password-reuse"}),
    ({"PasswordReusePrevention": 3}, {"password-reuse", "password-strength-pci"}),
    ({"MaxPasswordAge": 91}, {"password-expiry", "password-strength-pci"}),
    ({"MaxPasswordAge": 0}, {"password-expiry", "password-strength-pci"}),
    ({"MaxPasswordAge": None}, {"password-expiry", "password-strength-pci"}),
    (
        {"RequireUppercaseCharacters": False},
        {"password-upper-case", "password-strength", "password-strength-pci"},
    ),
    ({"RequireLowercaseCharacters": None}, {"password-lower-case", "password-strength", "password-strength-pci"}),
    ({"RequireNumbers": "false"}, {"password-digit", "password-strength", "password-strength-pci"}),
    ({"RequireSymbols": False}, {"password-symbol", "password-strength"}),
]


@pytest.mark.parametrize(("changed", "expected"), WEAK)
def test_a_weaker_policy_contradicts(changed: dict[str, Any], expected: set[str], judged: Judge) -> None:
    found = judged(of(**changed))
    assert {id for id in IDS if found[id].status == "not met"} == expected
    assert all(found[id].because[0].startswith("t.Set ") for id in expected)


@pytest.mark.parametrize("later", ["MinimumPasswordLength", "RequireSymbols"])
def test_a_number_that_is_known_at_deployment_only_shows_nothing(later: str, judged: Judge) -> None:
    found = judged(of(**{later: {"Ref": "Later"}}), Parameters={"Later": {"Type": "String"}})
    assert found["password-strength"].status == "not shown"


def test_of_two_policies_both_count(judged: Judge) -> None:
    other = {"Other": {"Type": "Custom::PasswordPolicy", "Properties": STRONG | {"MinimumPasswordLength": 8}}}
    found = judged({**OURS, **other})["password-length"]
    assert (found.status, found.because) == ("not met", ("t.Other allows shorter passwords",))


def test_what_an_update_sets_counts_too(judged: Judge) -> None:
    both = called("updateAccountPasswordPolicy", STRONG)["Set"]["Properties"]
    weak = called("updateAccountPasswordPolicy", STRONG | {"MinimumPasswordLength": 6}, "Update")["Set"]["Properties"]
    found = judged({"Set": {"Type": "Custom::AWS", "Properties": both | weak}})["password-length"]
    assert (found.status, found.because) == ("not met", ("t.Set allows shorter passwords",))


@pytest.mark.parametrize("event", ["Create", "Update"])
def test_who_deletes_the_policy_contradicts(event: str, judged: Judge) -> None:
    deleting = called("deleteAccountPasswordPolicy", {}, event)["Set"]
    found = judged({**OURS, "Gone": deleting})
    assert {found[id].status for id in IDS} == {"not met"}


def test_only_iam_has_a_password_policy(judged: Judge) -> None:
    other = json.dumps({"service": "Other", "action": "updateAccountPasswordPolicy", "parameters": STRONG})
    assert (
        judged({"Set": {"Type": "Custom::AWS", "Properties": {"Create": other}}})["password-length"].status
        == "not shown"
    )
