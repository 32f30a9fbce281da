from dataclasses import dataclass
from typing import Any

import pytest

from iam_stacks.handlers.account_alias import handler
from tests.handlers.aws import Aws, Crash
from tests.handlers.cloudformation import CONTEXT, CloudFormation, Resource

TAKEN = "The account alias acme already exists."


@dataclass
class Setting:
    """The two resources of the construct, made and deleted in CloudFormation's order."""

    before: Resource
    alias: Resource

    def create(self, alias: str, on_delete: str = "retain") -> dict[str, Any]:
        self.before.create()
        return self.alias.create(AccountAlias=alias, OnDelete=on_delete, Before=self.before.id)

    def update(self, alias: str, on_delete: str = "retain") -> dict[str, Any]:
        self.before.update()
        return self.alias.update(AccountAlias=alias, OnDelete=on_delete, Before=self.before.id)

    def delete(self) -> dict[str, Any]:
        answer = self.alias.delete()
        self.before.delete()
        return answer


@pytest.fixture
def setting(cloudformation: CloudFormation) -> Setting:
    return Setting(
        cloudformation.resource(handler, "AccountAliasBefore"), cloudformation.resource(handler, "AccountAlias")
    )


def aliases(iam: Any) -> list[str]:
    found: list[str] = iam.list_account_aliases()["AccountAliases"]
    return found


def test_the_alias_is_set(setting: Setting, iam: Any) -> None:
    answer = setting.create("acme")
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", "account-alias")
    assert aliases(iam) == ["acme"]


def test_an_alias_that_the_account_has_already_is_not_asked_for_again(setting: Setting, iam: Any, aws: Aws) -> None:
    iam.create_account_alias(AccountAlias="acme")
    aws.refuse("CreateAccountAlias", "EntityAlreadyExists", TAKEN)
    assert setting.create("acme")["Status"] == "SUCCESS"


def test_another_alias_replaces_it_and_the_resource_stays(setting: Setting, iam: Any) -> None:
    setting.create("acme")
    assert setting.update("acme-tools")["PhysicalResourceId"] == "account-alias"
    assert aliases(iam) == ["acme-tools"]


@pytest.mark.parametrize("drifted", [None, "other"])
def test_drift_is_undone_by_an_update(setting: Setting, iam: Any, drifted: str | None) -> None:
    setting.create("acme")
    iam.delete_account_alias(AccountAlias="acme")
    if drifted:
        iam.create_account_alias(AccountAlias=drifted)
    setting.update("acme", "delete")
    assert aliases(iam) == ["acme"]


@pytest.mark.parametrize(
    ("on_delete", "theirs", "left"),
    [
        ("retain", [], ["acme"]),
        ("retain", ["theirs"], ["acme"]),
        ("restore", [], []),
        ("restore", ["theirs"], ["theirs"]),
        ("restore", ["acme"], ["acme"]),
        ("delete", [], []),
        ("delete", ["theirs"], []),
    ],
)
def test_what_a_delete_leaves_is_chosen(
    setting: Setting, iam: Any, on_delete: str, theirs: list[str], left: list[str]
) -> None:
    for alias in theirs:
        iam.create_account_alias(AccountAlias=alias)
    setting.create("acme", on_delete)
    assert setting.delete()["Status"] == "SUCCESS"
    assert aliases(iam) == left


@pytest.mark.parametrize("on_delete", ["retain", "restore", "delete"])
def test_a_delete_can_be_repeated(setting: Setting, iam: Any, on_delete: str) -> None:
    setting.create("acme", on_delete)
    setting.alias.delete()
    left = aliases(iam)
    assert setting.alias.delete()["Status"] == "SUCCESS"
    assert aliases(iam) == left


def test_where_there_is_no_alias_none_is_deleted(setting: Setting, iam: Any, aws: Aws) -> None:
    setting.create("acme", "delete")
    iam.delete_account_alias(AccountAlias="acme")
    aws.refuse("DeleteAccountAlias", "NoSuchEntity")
    assert setting.delete()["Status"] == "SUCCESS"


def test_an_alias_of_another_account_fails_with_what_aws_says(setting: Setting, iam: Any, aws: Aws) -> None:
    iam.create_account_alias(AccountAlias="theirs")
    aws.refuse("CreateAccountAlias", "EntityAlreadyExists", TAKEN)
    answer = setting.create("acme", "delete")
    assert (answer["Status"], answer["Reason"]) == ("FAILED", f"EntityAlreadyExists: {TAKEN}")
    assert setting.delete()["Status"] == "SUCCESS"
    assert aliases(iam) == ["theirs"], "a creation that failed has nothing to delete"


def test_an_update_that_fails_keeps_the_alias_and_can_be_rolled_back(setting: Setting, iam: Any, aws: Aws) -> None:
    setting.create("acme")
    aws.refuse("CreateAccountAlias", "EntityAlreadyExists", TAKEN)
    assert setting.update("taken")["Status"] == "FAILED"
    assert aliases(iam) == ["acme"]
    assert setting.update("acme")["Status"] == "SUCCESS"


def test_a_former_alias_that_is_taken_by_now_cannot_be_restored_and_the_reason_says_so(
    setting: Setting, iam: Any, aws: Aws
) -> None:
    iam.create_account_alias(AccountAlias="theirs")
    setting.create("acme", "restore")
    aws.refuse("CreateAccountAlias", "EntityAlreadyExists", TAKEN)
    answer = setting.alias.delete()
    assert (answer["Status"], answer["Reason"]) == ("FAILED", f"EntityAlreadyExists: {TAKEN}")


def test_what_the_function_may_not_do_is_named(setting: Setting, aws: Aws) -> None:
    aws.refuse("CreateAccountAlias", "AccessDenied", "User: F is not authorized to perform: iam:CreateAccountAlias")
    answer = setting.create("acme")
    assert answer["Status"] == "FAILED"
    assert "iam:CreateAccountAlias" in answer["Reason"]


def test_to_look_at_what_was_before_changes_nothing(setting: Setting, iam: Any, aws: Aws) -> None:
    setting.before.create()
    setting.before.update()
    setting.before.delete()
    assert aws.calls == ["ListAccountAliases"]


def test_no_alias_looks_like_none(setting: Setting, iam: Any) -> None:
    iam.create_account_alias(AccountAlias="none")
    setting.create("acme", "restore")
    setting.delete()
    assert aliases(iam) == ["none"]


@pytest.mark.parametrize("theirs", [[], ["theirs"]])
@pytest.mark.parametrize(("part", "number"), [("before", 0), ("alias", 0), ("alias", 1)])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_crash_at_any_call_and_a_retry_lose_no_former_alias(
    setting: Setting, iam: Any, aws: Aws, theirs: list[str], part: str, number: int, after: bool
) -> None:
    for alias in theirs:
        iam.create_account_alias(AccountAlias=alias)

    def create(resource: Resource, **properties: Any) -> None:
        event = resource.request("Create", **properties)
        if resource is getattr(setting, part):
            aws.crash_at(number, after=after)
            with pytest.raises(Crash):
                handler(event, CONTEXT)
        resource.send(event)

    create(setting.before)
    create(setting.alias, AccountAlias="acme", OnDelete="restore", Before=setting.before.id)
    assert aliases(iam) == ["acme"]
    setting.delete()
    assert aliases(iam) == theirs


@pytest.mark.parametrize("theirs", ["acme", "other"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("number", [0, 1])
def test_a_crash_in_a_delete_and_a_retry_leave_no_alias(
    setting: Setting, iam: Any, aws: Aws, theirs: str, number: int, after: bool
) -> None:
    iam.create_account_alias(AccountAlias=theirs)
    setting.create("acme", "delete")
    event = setting.alias.request("Delete", **setting.alias.properties)
    aws.crash_at(number, after=after)
    with pytest.raises(Crash):
        handler(event, CONTEXT)
    assert setting.alias.send(event)["Status"] == "SUCCESS"
    assert aliases(iam) == []
