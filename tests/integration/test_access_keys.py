"""Access keys from their first day to their last, made and retired by functions that really run.

The tests of a class are one story of one account, told in order.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest

from emulator.settings import LOG
from tests.integration.conftest import Account, synthesized
from tests.integration.credentials_app import PERIOD, STACK, CredentialsApp, Machine, wait_until

VARIANTS = {
    "before": {"user": "Before"},
    "rotated": {"user": "Nightly"},
    "exempt": {"user": "Nightly", "exempt": True},
    "without key": {"user": "Nightly", "key": False},
    "force destroy": {"user": "Nightly", "key": False, "force": True},
}


@pytest.fixture(scope="module")
def assemblies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthesized("credentials", tmp_path_factory.mktemp("assemblies"), VARIANTS)


@pytest.fixture(scope="class")
def app(new_account: Callable[[], Account], assemblies: Path) -> CredentialsApp:
    return CredentialsApp(new_account(), assemblies)


@pytest.fixture(scope="class")
def machine(app: CredentialsApp) -> Machine:
    return Machine(app, "Nightly")


class TestAKeyThatNobodyUsesAnyMore:
    printed: ClassVar[list[str]] = []
    seen: ClassVar[list[dict[str, str]]] = []

    def test_the_first_key_works_when_the_deployment_is_done(self, machine: Machine) -> None:
        self.printed.append(machine.app.succeed("deploy", "rotated"))
        self.seen.append(machine.secret())
        assert machine.works(machine.secret())
        assert machine.keys() == {machine.secret()["AccessKeyId"]: "Active"}

    def test_in_the_grace_period_the_old_key_and_the_new_one_work(self, machine: Machine) -> None:
        self.seen.append(machine.rotate())
        machine.retire()
        assert all(machine.works(key) for key in self.seen)
        wait_until(lambda: len(machine.keys()) == 2)
        assert set(machine.keys().values()) == {"Active"}

    def test_after_it_the_old_key_is_switched_off(self, machine: Machine) -> None:
        old, new = self.seen
        # The test before has used it after the switch, which is reported once.
        for _ in range(2):
            time.sleep(PERIOD)
            machine.retire()
        assert machine.keys() == {old["AccessKeyId"]: "Inactive", new["AccessKeyId"]: "Active"}
        assert not machine.works(old)
        assert machine.works(new)

    def test_and_then_it_is_deleted(self, machine: Machine) -> None:
        _, new = self.seen
        time.sleep(PERIOD)
        machine.retire()
        assert machine.keys() == {new["AccessKeyId"]: "Active"}
        assert machine.works(new)

    def test_no_secret_value_is_in_anything_that_was_written(self, machine: Machine) -> None:
        written = dict(enumerate(self.printed)) | {"log": LOG.read_text(errors="replace")} | _events_and_logs(machine)
        written |= {
            file.name: file.read_text(errors="replace") for file in machine.app.assemblies.rglob("*") if file.is_file()
        }
        assert any(str(name).startswith("log group") and "RequestId" in text for name, text in written.items())
        values = [key["SecretAccessKey"] for key in self.seen]
        assert [name for name, text in written.items() if any(value in text for value in values)] == []

    def test_the_user_is_destroyed_with_its_one_key_and_nothing_is_left(self, machine: Machine) -> None:
        machine.app.succeed("destroy", "rotated")
        assert machine.app.left() == {}


class TestAKeyThatIsStillInUse:
    def test_it_stays_and_both_keys_work(self, machine: Machine) -> None:
        machine.app.succeed("deploy", "rotated")
        first = machine.secret()
        second = machine.rotate()
        time.sleep(PERIOD)
        assert machine.works(first)
        machine.retire()
        assert machine.works(first)
        assert machine.works(second)

    def test_there_is_never_a_third_key(self, machine: Machine) -> None:
        both, current = machine.keys(), machine.secret()
        machine.ask_for_rotation()
        time.sleep(3)
        assert machine.keys() == both
        assert machine.secret() == current
        assert machine.works(current)

    def test_the_user_is_destroyed_in_the_middle_of_a_grace_period_and_nothing_is_left(self, machine: Machine) -> None:
        machine.app.succeed("destroy", "rotated")
        assert machine.app.left() == {}


class TestAKeyThatBeginsToRotate:
    def test_the_key_that_cloudformation_made_gives_way_to_one_that_works(self, machine: Machine) -> None:
        machine.app.succeed("deploy", "exempt")
        first = machine.secret()
        assert machine.works(first)
        machine.app.succeed("deploy", "rotated")
        second = machine.secret()
        assert machine.works(second)
        assert machine.keys() == {second["AccessKeyId"]: "Active"}

    def test_and_back(self, machine: Machine) -> None:
        machine.app.succeed("deploy", "exempt")
        third = machine.secret()
        assert machine.works(third)
        assert machine.keys() == {third["AccessKeyId"]: "Active"}
        machine.app.succeed("destroy", "exempt")
        assert machine.app.left() == {}


class TestAUserThatChanges:
    def test_a_renamed_user_has_a_new_key_and_the_old_one_is_gone_with_its_user(self, machine: Machine) -> None:
        before = Machine(machine.app, "Before")
        machine.app.succeed("deploy", "before")
        before.rotate()
        old = before.secret()
        machine.app.succeed("deploy", "rotated")
        assert machine.app.account.users() == {machine.name}
        assert machine.works(machine.secret())
        assert not before.works(old)

    def test_its_key_can_be_taken_away_and_the_user_stays(self, machine: Machine) -> None:
        machine.app.succeed("deploy", "without key")
        assert machine.app.account.users() == {machine.name}
        assert machine.keys() == {}

    def test_what_people_made_keeps_the_user(self, machine: Machine) -> None:
        _add_what_people_make(machine)
        code, printed = machine.app.run("destroy", "without key")
        assert code != 0
        assert "DeleteConflict" in printed
        assert len(machine.keys()) == 1

    def test_to_turn_force_destroy_on_and_off_again_takes_nothing_from_the_user(self, machine: Machine) -> None:
        machine.app.succeed("deploy", "force destroy")
        machine.app.succeed("deploy", "without key")
        iam = machine.app.account.clients("iam")
        assert len(machine.keys()) == 1
        assert len(iam.list_mfa_devices(UserName=machine.name)["MFADevices"]) == 1
        assert iam.list_user_policies(UserName=machine.name)["PolicyNames"] == ["Left"]

    def test_with_force_destroy_it_goes_with_the_user(self, machine: Machine) -> None:
        machine.app.succeed("deploy", "force destroy")
        machine.app.succeed("destroy", "force destroy")
        assert machine.app.left() == {}
        assert machine.app.account.clients("iam").list_virtual_mfa_devices()["VirtualMFADevices"] == []


def _add_what_people_make(machine: Machine) -> None:
    iam = machine.app.account.clients("iam")
    iam.create_access_key(UserName=machine.name)
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName="phone")["VirtualMFADevice"]["SerialNumber"]
    codes = {"AuthenticationCode1": "123456", "AuthenticationCode2": "654321"}
    iam.enable_mfa_device(UserName=machine.name, SerialNumber=device, **codes)
    statement = {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_user_policy(UserName=machine.name, PolicyName="Left", PolicyDocument=document)


def _events_and_logs(machine: Machine) -> dict[str, str]:
    clients = machine.app.account.clients
    found = {"events": json.dumps(clients("cloudformation").describe_stack_events(StackName=STACK), default=str)}
    for group in clients("logs").describe_log_groups()["logGroups"]:
        name = group["logGroupName"]
        found[f"log group {name}"] = json.dumps(clients("logs").filter_log_events(logGroupName=name), default=str)
    return found
