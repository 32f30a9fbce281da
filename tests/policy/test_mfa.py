"""The lists that the policy is made of, and what it refuses; what follows from them is tested on a synthesized one."""

import json
from typing import Any, get_args

import pytest

from iam_stacks.account.service_data import access_level, action_exists, condition_keys, expand_actions, resource_types
from iam_stacks.policy import Evaluator, PolicyError, Request
from iam_stacks.policy.mfa import (
    BEGIN_SESSION,
    CHANGE_PASSWORD,
    CREATE_DEVICE,
    DELETE_DEVICE,
    ENABLE_DEVICE,
    KEYS,
    LIST_DEVICES,
    READ_ONESELF,
    READ_PASSWORD,
    READ_PASSWORD_POLICY,
    REMOVE_DEVICE,
    FirstLogin,
    mfa_statements,
)
from iam_stacks.policy.size import least_size

IAM = "arn:aws-us-gov:iam::111122223333"
ALICE = f"{IAM}:user/alice"
EVERYTHING = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}


def document(**props: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": mfa_statements(arn_prefix=IAM, **props)}


def statement(sid: str, **props: Any) -> dict[str, Any]:
    (found,) = (each for each in mfa_statements(arn_prefix=IAM, **props) if each["Sid"] == sid)
    return found


@pytest.mark.parametrize(
    "action", [*ENABLE_DEVICE, *READ_ONESELF, *REMOVE_DEVICE, *CHANGE_PASSWORD, *READ_PASSWORD, *KEYS]
)
def test_what_is_done_with_ones_own_credentials_names_the_user_and_nothing_else(action: str) -> None:
    assert action_exists(action)
    assert resource_types(action) == ("user",)


@pytest.mark.parametrize("action", [*CREATE_DEVICE, *DELETE_DEVICE])
def test_what_is_done_with_a_virtual_device_names_the_device(action: str) -> None:
    assert set(resource_types(action)) - {"sms-mfa"} == {"mfa"}


@pytest.mark.parametrize("action", [*LIST_DEVICES, *READ_PASSWORD_POLICY, *BEGIN_SESSION])
def test_what_is_allowed_on_any_resource_takes_none(action: str) -> None:
    assert action_exists(action)
    assert resource_types(action) == ()


def test_a_passkey_takes_no_further_action() -> None:
    about_passkeys = [
        action
        for action in expand_actions("iam:*")
        if {"iam:RegisterSecurityKey", "iam:FIDO-certification"} & set(condition_keys(action))
    ]
    assert about_passkeys == ["iam:EnableMFADevice"]


def test_all_that_is_done_with_keys_is_there() -> None:
    kinds = ("AccessKey", "SSHPublicKey", "SigningCertificate", "ServiceSpecificCredential")
    assert set(KEYS) == {action for kind in kinds for action in expand_actions(f"iam:*{kind}*")}


def test_nothing_that_works_without_mfa_removes_a_device_or_touches_a_key() -> None:
    exempt = set(statement("DenyMostWithoutMfa")["NotAction"])
    assert exempt.isdisjoint({*REMOVE_DEVICE, *DELETE_DEVICE, *KEYS, *READ_PASSWORD})
    writing = {action for action in exempt if access_level(action) not in ("Read", "List")}
    assert writing == {
        "iam:ChangePassword", "iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ResyncMFADevice"
    }  # fmt: skip


def test_the_second_deny_holds_to_oneself_what_changes_a_user_among_the_exceptions_of_the_first() -> None:
    for props in ({}, {"first_login": "strict"}, {"console_users": False}, {"key_users": False}):
        exempt = statement("DenyMostWithoutMfa", **props)["NotAction"]
        held = statement("DenyOthersWithoutMfa", **props)["Action"]
        of_users = {action for action in exempt if "user" in resource_types(action)}
        assert set(held) == {action for action in of_users if access_level(action) not in ("Read", "List")}


def test_to_list_ones_devices_without_a_name_is_not_denied() -> None:
    """It asks for the resource `*`, as command lines do to find the device; another policy may allow it."""
    assert decided(document(), "iam:ListMFADevices", "*", {}) == "allowed"


def test_strict_lets_nobody_change_a_password_without_mfa() -> None:
    of_passwords = {*CHANGE_PASSWORD, *READ_PASSWORD_POLICY}
    assert of_passwords <= set(statement("DenyMostWithoutMfa")["NotAction"])
    assert of_passwords.isdisjoint(statement("DenyMostWithoutMfa", first_login="strict")["NotAction"])


def test_each_variant_allows_what_its_members_have() -> None:
    both = json.dumps(mfa_statements(arn_prefix=IAM))
    console = json.dumps(mfa_statements(arn_prefix=IAM, key_users=False))
    keys = json.dumps(mfa_statements(arn_prefix=IAM, console_users=False))
    of_passwords, of_keys = {"Password", "LoginProfile"}, {"AccessKey", "SSHPublicKey", "GetSessionToken"}
    assert all(word in both for word in of_passwords | of_keys)
    assert all((word in console) is (word in of_passwords) for word in of_passwords | of_keys)
    assert all((word in keys) is (word in of_keys) for word in of_passwords | of_keys)


def decided(source: dict[str, Any], action: str, resource: str, context: dict[str, str]) -> str:
    request = Request(principal=ALICE, action=action, resource=resource, context=context)
    return Evaluator(identity_policies=[EVERYTHING, source]).decide(request).effect


def test_with_bool_for_the_deny_a_long_term_key_would_get_through() -> None:
    ours = document()
    naive = json.loads(json.dumps(ours).replace("BoolIfExists", "Bool"))
    long_term_key: dict[str, str] = {"aws:ViaAWSService": "false"}
    without_mfa = long_term_key | {"aws:MultiFactorAuthPresent": "false"}
    for action, resource in (("s3:GetObject", "arn:aws:s3:::data/x"), ("iam:CreateAccessKey", ALICE)):
        assert decided(naive, action, resource, without_mfa) == "explicitDeny"
        assert decided(naive, action, resource, long_term_key) == "allowed"
        assert decided(ours, action, resource, without_mfa) == "explicitDeny"
        assert decided(ours, action, resource, long_term_key) == "explicitDeny"


def test_a_request_that_does_not_say_whether_a_service_made_it_is_denied() -> None:
    assert decided(document(), "s3:GetObject", "arn:aws:s3:::data/x", {}) == "explicitDeny"


def test_without_the_exception_for_services_their_requests_would_be_denied() -> None:
    ours = document()
    naive = json.loads(json.dumps(ours).replace("aws:ViaAWSService", "aws:MultiFactorAuthPresent"))
    by_service = {"aws:ViaAWSService": "true"}
    key = "arn:aws:s3:::data/x"
    assert decided(ours, "s3:GetObject", key, by_service) == "allowed"
    assert decided(naive, "s3:GetObject", key, by_service) == "explicitDeny"


def test_a_path_that_is_given_twice_is_there_once() -> None:
    assert statement("ManageOwnDevices", user_paths=["/a/", "/", "/a/"])["Resource"] == [
        f"{IAM}:user/a/${{aws:username}}",
        f"{IAM}:user/${{aws:username}}",
    ]


def test_a_path_of_which_only_the_deployment_knows_is_not_judged() -> None:
    path = "/${Token[TOKEN.17]}/"
    assert path in statement("ManageOwnDevices", user_paths=[path])["Resource"][0]


@pytest.mark.parametrize("path", ["/*/team/", "/team/*/", "/t?am/", "/${aws:username}/", "/$/", "/**/"])
def test_a_path_that_is_a_pattern_would_reach_others_and_is_refused(path: str) -> None:
    with pytest.raises(PolicyError, match=r"user_paths '.*' is not allowed; give paths without \*, \? and \$, or /\*/"):
        mfa_statements(arn_prefix=IAM, user_paths=["/", path])


@pytest.mark.parametrize("path", ["", "team", "/team", "team/", "*", "/te am/"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(
        PolicyError, match=r"user_paths '.*' is not allowed; give 1 to 512 characters: / alone, or text"
    ):
        mfa_statements(arn_prefix=IAM, user_paths=[path])


@pytest.mark.parametrize("paths", ["/team/", "", (), []])
def test_paths_are_a_list_that_is_not_empty(paths: Any) -> None:
    with pytest.raises(PolicyError, match=r"user_paths .* is not allowed; give a list of paths, such as \['/'\]"):
        mfa_statements(arn_prefix=IAM, user_paths=paths)


def test_another_first_login_is_refused() -> None:
    with pytest.raises(PolicyError, match="first_login 'lenient' is not allowed; give allow_password_change or strict"):
        mfa_statements(arn_prefix=IAM, first_login="lenient")  # type: ignore[arg-type]


def test_a_policy_for_neither_passwords_nor_keys_is_refused() -> None:
    with pytest.raises(PolicyError, match="console_users and key_users are both false, so the policy is for nobody"):
        mfa_statements(arn_prefix=IAM, console_users=False, key_users=False)


@pytest.mark.parametrize("first_login", get_args(FirstLogin))
def test_most_of_the_quota_is_left_for_paths(first_login: FirstLogin) -> None:
    assert least_size(document(first_login=first_login, user_paths=["/", "/*/"])) < 3000
