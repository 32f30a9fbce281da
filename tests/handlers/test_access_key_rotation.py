"""The function as AWS calls it."""

import json
import logging
from functools import partial
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from iam_stacks.handlers import access_key_rotation
from iam_stacks.handlers.access_key_rotation import handler
from iam_stacks.handlers.custom_resource import RefusalError
from iam_stacks.handlers.retirement import Retirement
from iam_stacks.handlers.rotation import Rotation, identity_of, now
from tests.handlers.cloudformation import CONTEXT, CloudFormation, Resource
from tests.handlers.fake_aws import CURRENT, SECRET, TOPIC, USER, error
from tests.handlers.rotated_user import STEPS, RotatedUser

PHYSICAL_ID = f"{USER} {SECRET}"


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch) -> RotatedUser:
    user = RotatedUser()
    monkeypatch.setattr(boto3, "client", user.aws.client)
    monkeypatch.setattr(access_key_rotation, "Rotation", partial(Rotation, clock=user.aws.now))
    monkeypatch.setattr(access_key_rotation, "Retirement", partial(Retirement, clock=user.aws.now))
    settings = {
        "USER_NAME": USER,
        "SECRET_ARN": SECRET,
        "GRACE_SECONDS": "86400",
        "DELETE_AFTER_SECONDS": "604800",
        "NOTICES_TOPIC_ARN": TOPIC,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return user


@pytest.fixture
def resource(cloudformation: CloudFormation) -> Resource:
    return cloudformation.resource(handler, "RotatedAccessKey")


def properties(user: str = USER) -> dict[str, str]:
    return {"UserName": user, "SecretArn": SECRET}


def updated(resource: Resource, *, user: str, before: str) -> dict[str, Any]:
    """Update; CloudFormation tells the former properties too."""
    return resource.send(
        {**resource.request("Update", **properties(user)), "OldResourceProperties": properties(before)}
    )


class TestCloudFormation:
    def test_a_creation_makes_the_first_key(self, user: RotatedUser, resource: Resource) -> None:
        answer = resource.create(**properties())
        assert (answer["Status"], answer["PhysicalResourceId"], answer["Data"]) == ("SUCCESS", PHYSICAL_ID, {})
        assert user.statuses == {user.current: "Active"}
        assert CURRENT in user.aws.labels(answer["RequestId"])

    def test_the_same_request_again_makes_no_other(self, user: RotatedUser, resource: Resource) -> None:
        event = resource.request("Create", **properties())
        answers = [resource.send(event) for _ in range(2)]
        assert answers[0] == answers[1]
        assert user.statuses == {user.current: "Active"}

    @pytest.mark.parametrize("call", range(12))
    @pytest.mark.parametrize("done", [False, True])
    def test_the_same_request_after_a_crash_makes_one(
        self, user: RotatedUser, resource: Resource, call: int, done: bool
    ) -> None:
        event = resource.request("Create", **properties())
        with user.crash((call, done)):
            resource.send(event)
        assert resource.send(event)["Status"] == "SUCCESS"
        assert user.statuses == {user.current: "Active"}

    def test_an_update_that_changes_nothing_calls_nothing(self, user: RotatedUser, resource: Resource) -> None:
        resource.create(**properties())
        calls = len(user.aws.calls)
        assert updated(resource, user=USER, before=USER)["PhysicalResourceId"] == PHYSICAL_ID
        assert len(user.aws.calls) == calls

    def test_a_deletion_deletes_the_keys_that_are_recorded(self, user: RotatedUser, resource: Resource) -> None:
        resource.create(**properties())
        theirs = user.aws.made_by_hand()
        assert resource.delete()["Status"] == "SUCCESS"
        assert user.statuses == {theirs: "Active"}

    def test_it_does_so_whatever_id_cloudformation_has_made_up(self, user: RotatedUser, resource: Resource) -> None:
        resource.create(**properties())
        resource.id = "Iam-RotatedAccessKey-1A2B3C"
        assert resource.delete()["PhysicalResourceId"] == "Iam-RotatedAccessKey-1A2B3C"
        assert user.statuses == {}

    def test_after_a_creation_that_failed_the_deletion_deletes_what_it_made(
        self, user: RotatedUser, resource: Resource, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(**_: Any) -> None:
            raise error("LimitExceededException", "no more versions")

        monkeypatch.setattr(user.aws.secretsmanager, "put_secret_value", full)
        answer = resource.create(**properties())
        assert (answer["Status"], answer["Reason"]) == ("FAILED", "LimitExceededException: no more versions")
        assert answer["PhysicalResourceId"] == PHYSICAL_ID
        assert len(user.statuses) == 1
        assert resource.delete()["Status"] == "SUCCESS"
        assert user.statuses == {}

    @pytest.mark.parametrize("gone", ["user", "secret"])
    def test_a_deletion_succeeds_when_the_user_or_the_secret_has_gone(
        self, user: RotatedUser, resource: Resource, gone: str
    ) -> None:
        resource.create(**properties())
        if gone == "user":
            del user.aws.keys[USER]
        user.aws.secret_exists = gone != "secret"
        assert resource.delete()["Status"] == "SUCCESS"


class TestARename:
    @pytest.fixture
    def weekly(self, user: RotatedUser, resource: Resource) -> RotatedUser:
        resource.create(**properties())
        user.aws.wait(seconds=5)
        return user.renamed("Weekly")

    def test_it_makes_a_key_of_the_new_name_and_then_deletes_those_of_the_old(
        self, user: RotatedUser, weekly: RotatedUser, resource: Resource
    ) -> None:
        answer = updated(resource, user="Weekly", before=USER)
        assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", f"Weekly {SECRET}")
        assert list(user.statuses.values()) == ["Active"]
        Resource(resource.cloudformation, handler, resource.type, {}, PHYSICAL_ID, properties()).delete()
        assert user.statuses == {}
        assert weekly.statuses == {weekly.current: "Active"}

    def test_undone_after_it_failed_leaves_the_key_of_the_old_name_and_no_other(
        self, user: RotatedUser, weekly: RotatedUser, resource: Resource, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = user.current
        calls = iter([error("InternalServiceError", "not now")])
        move = user.aws.secretsmanager.update_secret_version_stage

        def failing(**parameters: Any) -> Any:
            for failure in calls:
                raise failure
            return move(**parameters)

        monkeypatch.setattr(user.aws.secretsmanager, "update_secret_version_stage", failing)
        answer = updated(resource, user="Weekly", before=USER)
        assert (answer["Status"], answer["PhysicalResourceId"]) == ("FAILED", PHYSICAL_ID)
        assert updated(resource, user=USER, before="Weekly")["Status"] == "SUCCESS"
        assert user.current == first
        assert (user.statuses, weekly.statuses) == ({first: "Active"}, {})

    def test_undone_after_it_succeeded_brings_the_key_of_the_old_name_back(
        self, user: RotatedUser, weekly: RotatedUser, resource: Resource
    ) -> None:
        first = user.current
        updated(resource, user="Weekly", before=USER)
        user.aws.wait(seconds=5)
        answer = updated(resource, user=USER, before="Weekly")
        assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", PHYSICAL_ID)
        assert user.current == first
        Resource(resource.cloudformation, handler, resource.type, {}, f"Weekly {SECRET}", properties("Weekly")).delete()
        assert (user.statuses, weekly.statuses) == ({first: "Active"}, {})


class TestSecretsManager:
    def test_its_four_steps_replace_the_key(self, user: RotatedUser) -> None:
        first = user.make_first_key()
        user.aws.begin_rotation("second")
        for step in STEPS:
            event = {"Step": step, "SecretId": SECRET, "ClientRequestToken": "second", "RotationToken": "r"}
            handler(event, CONTEXT)
        assert user.statuses == {first: "Active", user.current: "Active"}
        assert user.current != first

    def test_a_step_that_fails_raises_so_that_the_alarm_rings(self, user: RotatedUser) -> None:
        user.make_first_key()
        with pytest.raises(RefusalError):
            handler({"Step": "finishSecret", "SecretId": SECRET, "ClientRequestToken": "none"}, CONTEXT)


class TestTheSchedule:
    def test_its_runs_retire_the_former_key(self, user: RotatedUser) -> None:
        first = user.make_first_key()
        second = user.rotate("second")
        event = {"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}
        seen = []
        for hours in (23, 24, 24 * 7):
            user.aws.wait(hours=hours)
            handler(event, CONTEXT)
            seen.append(user.statuses.get(first))
        assert seen == ["Active", "Inactive", None]
        assert user.statuses == {second: "Active"}
        assert len(user.aws.notices) == 2


class TestIdentity:
    def test_it_is_whose_the_key_is(self, user: RotatedUser) -> None:
        user.make_first_key()
        assert identity_of(user.aws.current_key()) == f"arn:aws:iam::111122223333:user/machines/{USER}"

    def test_a_key_that_is_switched_off_has_none(self, user: RotatedUser) -> None:
        user.make_first_key()
        user.keys.switch_off(user.current)
        with pytest.raises(ClientError, match="InvalidClientTokenId"):
            identity_of(user.aws.current_key())

    def test_the_time_has_a_zone(self) -> None:
        assert now().utcoffset() is not None


def test_no_secret_is_in_a_log_or_an_answer(
    user: RotatedUser, resource: Resource, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)

    def broken(key: dict[str, str]) -> str:
        raise ValueError(json.dumps(key))

    resource.create(**properties())
    user.renamed("Weekly")
    monkeypatch.setattr("iam_stacks.handlers.rotation.Rotation._try", lambda _, key: broken(key))
    assert updated(resource, user="Weekly", before=USER)["Status"] == "FAILED"
    secrets = user.aws.secrets()
    resource.delete()
    assert len(secrets) == 2
    said = caplog.text + json.dumps(resource.cloudformation.answers)
    assert "FAILED" in said
    assert not [secret for secret in secrets if secret in said]
