import json
import logging
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from iam_stacks.handlers.password_policy import handler
from tests.handlers.aws import Aws, Crash
from tests.handlers.cloudformation import CONTEXT, CloudFormation, Resource

OURS = {
    "MinimumPasswordLength": 14,
    "RequireSymbols": True,
    "RequireNumbers": True,
    "RequireUppercaseCharacters": True,
    "RequireLowercaseCharacters": True,
    "AllowUsersToChangePassword": True,
    "MaxPasswordAge": 90,
    "PasswordReusePrevention": 24,
    "HardExpiry": False,
}
THEIRS = {
    "MinimumPasswordLength": 9,
    "RequireSymbols": False,
    "RequireNumbers": True,
    "RequireUppercaseCharacters": False,
    "RequireLowercaseCharacters": True,
    "AllowUsersToChangePassword": False,
    "PasswordReusePrevention": 3,
    "MaxPasswordAge": 30,
    "HardExpiry": True,
}


@dataclass
class Setting:
    """The two resources of the construct, made and deleted in CloudFormation's order."""

    before: Resource
    policy: Resource

    def create(self, **properties: Any) -> dict[str, Any]:
        self.before.create()
        return self.policy.create(**self.with_before(properties))

    def update(self, **properties: Any) -> dict[str, Any]:
        self.before.update()
        return self.policy.update(**self.with_before(properties))

    def delete(self) -> dict[str, Any]:
        answer = self.policy.delete()
        self.before.delete()
        return answer

    def with_before(self, properties: dict[str, Any]) -> dict[str, Any]:
        return {"OnDelete": "retain", **properties, "Before": self.before.id}


@pytest.fixture
def setting(cloudformation: CloudFormation) -> Setting:
    return Setting(
        cloudformation.resource(handler, "PasswordPolicyBefore"), cloudformation.resource(handler, "PasswordPolicy")
    )


def policy_of(iam: Any) -> dict[str, Any] | None:
    """Return what can be set of the account's policy, and None if it has none."""
    try:
        policy = iam.get_account_password_policy()["PasswordPolicy"]
    except iam.exceptions.NoSuchEntityException:
        return None
    return {key: policy.get(key) for key in OURS}


def test_the_policy_is_set_with_numbers_and_booleans_that_came_as_text(setting: Setting, iam: Any) -> None:
    answer = setting.create(**OURS)
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", "password-policy")
    assert policy_of(iam) == OURS


@pytest.mark.parametrize("absent", ["MaxPasswordAge", "PasswordReusePrevention"])
def test_what_is_left_out_is_off(setting: Setting, iam: Any, absent: str) -> None:
    iam.update_account_password_policy(**THEIRS)
    setting.create(**{key: value for key, value in OURS.items() if key != absent})
    policy = policy_of(iam)
    assert policy is not None
    assert not policy[absent]


def test_to_look_at_what_was_before_changes_nothing(setting: Setting, iam: Any, aws: Aws) -> None:
    iam.update_account_password_policy(**THEIRS)
    aws.calls.clear()
    setting.before.create()
    setting.before.update()
    setting.before.delete()
    assert aws.calls == ["GetAccountPasswordPolicy"]
    assert policy_of(iam) == THEIRS


def test_what_was_before_is_kept_as_an_id_that_cloudformation_takes(setting: Setting, iam: Any) -> None:
    iam.update_account_password_policy(**{**THEIRS, "MinimumPasswordLength": 128, "MaxPasswordAge": 1095})
    id = setting.before.create()["PhysicalResourceId"]
    assert len(id) <= 1024
    assert json.loads(id)["MinimumPasswordLength"] == 128


def test_what_was_before_is_not_read_again_by_an_update(setting: Setting, iam: Any) -> None:
    iam.update_account_password_policy(**THEIRS)
    setting.create(**OURS)
    before = setting.before.id
    setting.update(**OURS, OnDelete="restore")
    assert setting.before.id == before
    setting.delete()
    assert policy_of(iam) == THEIRS


def test_drift_is_undone_by_an_update_of_anything(setting: Setting, iam: Any) -> None:
    setting.create(**OURS)
    iam.update_account_password_policy(**THEIRS)
    answer = setting.update(**{**OURS, "MaxPasswordAge": 60})
    assert answer["PhysicalResourceId"] == "password-policy", "it is never replaced"
    assert policy_of(iam) == {**OURS, "MaxPasswordAge": 60}


def test_a_policy_that_was_deleted_is_set_again_by_an_update(setting: Setting, iam: Any) -> None:
    setting.create(**OURS)
    iam.delete_account_password_policy()
    setting.update(**OURS)
    assert policy_of(iam) == OURS


@pytest.mark.parametrize(
    ("on_delete", "theirs", "left"),
    [
        ("retain", None, OURS),
        ("retain", THEIRS, OURS),
        ("restore", None, None),
        ("restore", THEIRS, THEIRS),
        ("delete", None, None),
        ("delete", THEIRS, None),
    ],
)
def test_what_a_delete_leaves_is_chosen(
    setting: Setting, iam: Any, on_delete: str, theirs: dict[str, Any] | None, left: dict[str, Any] | None
) -> None:
    if theirs:
        iam.update_account_password_policy(**theirs)
    setting.create(**OURS, OnDelete=on_delete)
    assert policy_of(iam) == OURS
    assert setting.delete()["Status"] == "SUCCESS"
    assert policy_of(iam) == left


@pytest.mark.parametrize("on_delete", ["retain", "restore", "delete"])
def test_a_delete_can_be_repeated(setting: Setting, iam: Any, on_delete: str) -> None:
    setting.create(**OURS, OnDelete=on_delete)
    setting.policy.delete()
    left = policy_of(iam)
    assert setting.policy.delete()["Status"] == "SUCCESS"
    assert policy_of(iam) == left


def test_nothing_but_what_aws_takes_is_restored(setting: Setting, iam: Any) -> None:
    """IAM API Reference, UpdateAccountPasswordPolicy: two numbers cannot be 0, and ExpirePasswords is no input."""
    iam.update_account_password_policy(MinimumPasswordLength=8)
    assert json.loads(setting.before.create()["PhysicalResourceId"]) == {"MinimumPasswordLength": 8}


def test_a_failed_creation_leaves_what_was_there(setting: Setting, iam: Any, aws: Aws) -> None:
    iam.update_account_password_policy(**THEIRS)
    aws.refuse("UpdateAccountPasswordPolicy", "AccessDenied", "User: F is not authorized")
    answer = setting.create(**OURS, OnDelete="delete")
    assert (answer["Status"], answer["Reason"]) == ("FAILED", "AccessDenied: User: F is not authorized")
    aws.refusals.clear()
    assert setting.delete()["Status"] == "SUCCESS"
    assert policy_of(iam) == THEIRS


def test_a_policy_that_iam_refuses_is_explained(setting: Setting, iam: Any) -> None:
    answer = setting.create(**{**OURS, "MaxPasswordAge": 2000})
    assert answer["Status"] == "FAILED"
    assert "1095" in answer["Reason"]
    assert policy_of(iam) is None


def test_when_what_was_before_cannot_be_read_nothing_is_set(setting: Setting, aws: Aws) -> None:
    aws.refuse("GetAccountPasswordPolicy", "AccessDenied", "no")
    assert setting.before.create()["Reason"] == "AccessDenied: no"
    assert set(aws.calls) == {"GetAccountPasswordPolicy"}


def test_a_delete_that_fails_says_so(setting: Setting, aws: Aws) -> None:
    setting.create(**OURS, OnDelete="delete")
    aws.refuse("DeleteAccountPasswordPolicy", "AccessDenied", "no")
    answer = setting.policy.delete()
    assert (answer["Status"], answer["Reason"]) == ("FAILED", "AccessDenied: no")


@pytest.mark.parametrize("theirs", [None, THEIRS])
@pytest.mark.parametrize("resource", ["before", "policy"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_crash_at_any_call_and_a_retry_lose_no_former_policy(
    setting: Setting, iam: Any, aws: Aws, theirs: dict[str, Any] | None, resource: str, after: bool
) -> None:
    if theirs:
        iam.update_account_password_policy(**theirs)

    def create(part: Resource, properties: dict[str, Any]) -> None:
        event = part.request("Create", **properties)
        if part is getattr(setting, resource):
            aws.crash_at(0, after=after)
            with pytest.raises(Crash):
                handler(event, CONTEXT)
        part.send(event)

    create(setting.before, {})
    create(setting.policy, setting.with_before({**OURS, "OnDelete": "restore"}))
    assert policy_of(iam) == OURS
    setting.delete()
    assert policy_of(iam) == theirs


@pytest.mark.parametrize("repeated", ["before", "policy"])
def test_a_retry_after_an_answer_that_was_not_delivered_loses_no_former_policy(
    setting: Setting, cloudformation: CloudFormation, iam: Any, repeated: str
) -> None:
    iam.update_account_password_policy(**THEIRS)

    def create(part: Resource, properties: dict[str, Any]) -> None:
        event = part.request("Create", **properties)
        if part is getattr(setting, repeated):
            cloudformation.refusals = [503] * 6
            with pytest.raises(OSError, match="503"):
                handler(event, CONTEXT)
        part.send(event)

    create(setting.before, {})
    create(setting.policy, setting.with_before({**OURS, "OnDelete": "restore"}))
    setting.delete()
    assert policy_of(iam) == THEIRS


def test_no_answer_and_no_log_holds_more_than_settings(
    setting: Setting, iam: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    setting.create(**OURS)
    assert [record.getMessage() for record in caplog.records if record.name.startswith("iam_stacks")] == [
        "Create of PasswordPolicyBefore: {'Status': 'SUCCESS'}",
        "Create of PasswordPolicy: {'Status': 'SUCCESS'}",
    ]


def test_the_account_of_these_tests_has_no_policy_to_begin_with(iam: Any) -> None:
    with pytest.raises(ClientError, match="NoSuchEntity"):
        iam.get_account_password_policy()
