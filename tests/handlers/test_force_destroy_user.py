import contextlib
import datetime
import itertools
import json
import logging
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from iam_stacks.handlers.force_destroy_user import handler
from tests.handlers.aws import Aws, Crash
from tests.handlers.cloudformation import STACK, CloudFormation, Resource

USER = "JohnDoe"
LOGICAL_ID = "UsersJohnDoe"
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})

Call = Callable[[Any, str, dict[str, Any]], Any]


class Account:
    """What moto lacks: lists in pages, of one thing each; service-specific credentials; a stack that is on its way."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.stack: Stack | None = None
        self.service_credentials: dict[str, list[str]] = defaultdict(list)

    def __call__(self, client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        if self.stack and operation in STACK_ANSWERS:
            assert parameters["StackName"] == self.stack.id
            return STACK_ANSWERS[operation](self.stack, **parameters)
        if "ServiceSpecificCredential" in operation:
            return self._service_credential(client, operation, parameters)
        if operation.startswith("List"):
            return self._page(client, operation, **parameters)
        return self.call(client, operation, parameters)

    # "Marker" is AWS's name.
    def _page(self, client: Any, operation: str, Marker: str = "0", **parameters: Any) -> Any:  # noqa: N803
        start = int(Marker)
        answer = self.call(client, operation, parameters)
        (found,) = (key for key, value in answer.items() if isinstance(value, list))
        more = len(answer[found]) > start + 1
        marker = {"Marker": str(start + 1)} if more else {}
        return {**answer, found: answer[found][start : start + 1], "IsTruncated": more, **marker}

    def _service_credential(self, client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        user = parameters["UserName"]
        self.call(client, "GetUser", {"UserName": user})
        ids = self.service_credentials[user]
        if operation.startswith("Create"):
            ids.append(f"ACCA{len(ids):016}")
        elif operation.startswith("Delete"):
            if parameters["ServiceSpecificCredentialId"] not in ids:
                raise client.exceptions.NoSuchEntityException({"Error": {"Code": "NoSuchEntity"}}, operation)
            ids.remove(parameters["ServiceSpecificCredentialId"])
        return {"ServiceSpecificCredentials": [{"ServiceSpecificCredentialId": id} for id in ids]}


@dataclass(frozen=True)
class Stack:
    """A stack as it is while the custom resource's function runs.

    Attributes:
        status: its status.
        users: the users in its present template, by logical id; they are there under this name.
        body: its template, if it is not JSON.
    """

    status: str
    users: dict[str, str]
    body: str | None = None
    id: str = STACK

    def describe(self, **_: str) -> Any:
        return {"Stacks": [{"StackId": self.id, "StackStatus": self.status}]}

    def template(self, **_: str) -> Any:
        resources = {id: {"Type": "AWS::IAM::User"} for id in self.users}
        return {"TemplateBody": self.body or {"Resources": {**resources, "Topic": {"Type": "AWS::SNS::Topic"}}}}

    def resource(self, *, LogicalResourceId: str, **_: str) -> Any:  # noqa: N803
        return {"StackResourceDetail": {"PhysicalResourceId": self.users[LogicalResourceId]}}


STACK_ANSWERS: dict[str, Callable[..., Any]] = {
    "DescribeStacks": Stack.describe,
    "GetTemplate": Stack.template,
    "DescribeStackResource": Stack.resource,
}


@pytest.fixture(autouse=True)
def account(aws: Aws) -> Account:
    account = Account(aws.call)
    aws.call = account
    return account


@pytest.fixture
def user(iam: Any) -> str:
    iam.create_user(UserName=USER)
    return USER


@pytest.fixture(scope="session")
def certificate() -> str:
    """A certificate that its own key signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + datetime.timedelta(days=1))
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def virtual_device(iam: Any, name: str, user: str = USER) -> str:
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]
    return enabled(iam, device["SerialNumber"], user)


def enabled(iam: Any, serial: str, user: str = USER) -> str:
    codes = {"AuthenticationCode1": "123456", "AuthenticationCode2": "654321"}
    iam.enable_mfa_device(UserName=user, SerialNumber=serial, **codes)
    return serial


def give(iam: Any, certificate: str, user: str = USER, *, each: int = 3) -> None:
    """Give a user everything that people can; of each kind so many, or as many as AWS allows."""
    for number in range(each):
        name = f"{user}-{uuid.uuid4()}"
        virtual_device(iam, name, user)
        enabled(iam, f"arn:aws:iam::123456789012:u2f/user/{user}/passkey-{number}", user)
        iam.upload_ssh_public_key(UserName=user, SSHPublicKeyBody=f"ssh-rsa AAAA{number}")
        iam.create_service_specific_credential(UserName=user, ServiceName="codecommit.amazonaws.com")
        iam.put_user_policy(UserName=user, PolicyName=name, PolicyDocument=POLICY)
        iam.attach_user_policy(UserName=user, PolicyArn=made_policy(iam, name))
        iam.create_group(GroupName=name)
        iam.add_user_to_group(UserName=user, GroupName=name)
    for _ in range(min(each, 2)):
        iam.create_access_key(UserName=user)
        iam.upload_signing_certificate(UserName=user, CertificateBody=certificate)
    iam.create_login_profile(UserName=user, Password="hunter2-Hunter2")


def made_policy(iam: Any, name: str) -> str:
    arn: str = iam.create_policy(PolicyName=name, PolicyDocument=POLICY)["Policy"]["Arn"]
    return arn


def credentials(iam: Any, user: str = USER) -> dict[str, int]:
    """Count what a user has, by kind."""
    counted = {listing: sum(1 for _ in each_of(iam, listing, found, user)) for listing, found in LISTINGS.items()}
    try:
        iam.get_login_profile(UserName=user)
    except iam.exceptions.NoSuchEntityException:
        return {**counted, "login_profile": 0}
    return {**counted, "login_profile": 1}


def each_of(iam: Any, listing: str, found: str, user: str) -> Iterator[Any]:
    if not iam.can_paginate(listing):
        yield from getattr(iam, listing)(UserName=user)[found]
        return
    for page in iam.get_paginator(listing).paginate(UserName=user):
        yield from page[found]


LISTINGS = {
    "list_mfa_devices": "MFADevices",
    "list_access_keys": "AccessKeyMetadata",
    "list_ssh_public_keys": "SSHPublicKeys",
    "list_service_specific_credentials": "ServiceSpecificCredentials",
    "list_signing_certificates": "Certificates",
    "list_user_policies": "PolicyNames",
    "list_attached_user_policies": "AttachedPolicies",
    "list_groups_for_user": "Groups",
}
ALL = {
    "list_mfa_devices": 6,
    "list_access_keys": 2,
    "list_ssh_public_keys": 3,
    "list_service_specific_credentials": 3,
    "list_signing_certificates": 2,
    "list_user_policies": 3,
    "list_attached_user_policies": 3,
    "list_groups_for_user": 3,
    "login_profile": 1,
}
NOTHING = dict.fromkeys(ALL, 0)


@pytest.fixture
def force(
    cloudformation: CloudFormation, account: Account, user: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Stack], Resource]:
    """Makes the custom resource of the user, in a stack that is on its way."""

    def make(stack: Stack) -> Resource:
        account.stack = stack
        monkeypatch.setenv("STACK_ID", stack.id)
        monkeypatch.setenv("USER_LOGICAL_ID", LOGICAL_ID)
        resource = cloudformation.resource(handler, "ForceDestroyUser", stack=stack.id)
        resource.create(UserName=user)
        return resource

    return make


def leaving() -> Stack:
    """A stack that is being deleted."""
    return Stack(status="DELETE_IN_PROGRESS", users={LOGICAL_ID: USER})


def test_the_user_of_these_tests_has_something_of_each_kind(iam: Any, user: str, certificate: str) -> None:
    give(iam, certificate)
    assert credentials(iam) == ALL


@pytest.mark.parametrize("kind", ["create", "update"])
def test_nothing_happens_before_the_delete(
    iam: Any, certificate: str, aws: Aws, force: Callable[[Stack], Resource], kind: str
) -> None:
    give(iam, certificate)
    resource = force(Stack(status="UPDATE_IN_PROGRESS", users={LOGICAL_ID: USER}))
    aws.calls.clear()
    answer = getattr(resource, kind)(UserName=USER)
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", USER)
    assert aws.calls == []


@pytest.mark.parametrize(
    ("status", "users"),
    [
        ("DELETE_IN_PROGRESS", {LOGICAL_ID: USER}),
        ("ROLLBACK_IN_PROGRESS", {LOGICAL_ID: USER}),
        ("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", {}),
        ("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", {LOGICAL_ID: "JaneDoe"}),
        ("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", {"UsersJaneDoe": "JaneDoe"}),
        ("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", {}),
        ("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", {LOGICAL_ID: "FormerName"}),
    ],
    ids=[
        "the whole stack goes",
        "the stack's creation failed",
        "the user was taken out of the template",
        "the user was renamed",
        "another user came",
        "an update that brought the user failed",
        "an update that renamed the user failed",
    ],
)
def test_a_user_who_goes_loses_all(
    iam: Any, certificate: str, force: Callable[[Stack], Resource], status: str, users: dict[str, str]
) -> None:
    resource = force(Stack(status=status, users=users))
    give(iam, certificate)
    assert resource.delete()["Status"] == "SUCCESS"
    assert credentials(iam) == NOTHING
    iam.delete_user(UserName=USER)


@pytest.mark.parametrize(
    "status",
    [
        "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
        "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
        "UPDATE_ROLLBACK_IN_PROGRESS",
    ],
)
def test_turned_off_for_a_user_who_stays_it_touches_nothing(
    iam: Any, certificate: str, force: Callable[[Stack], Resource], aws: Aws, status: str
) -> None:
    resource = force(Stack(status=status, users={LOGICAL_ID: USER}))
    give(iam, certificate)
    aws.calls.clear()
    assert resource.delete()["Status"] == "SUCCESS"
    assert aws.calls == ["DescribeStacks", "GetTemplate", "DescribeStackResource"]
    assert credentials(iam) == ALL


def test_other_users_keep_what_they_have(iam: Any, certificate: str, force: Callable[[Stack], Resource]) -> None:
    resource = force(leaving())
    iam.create_user(UserName="JaneDoe")
    give(iam, certificate)
    give(iam, certificate, "JaneDoe")
    resource.delete()
    assert credentials(iam, "JaneDoe") == ALL


def test_virtual_devices_are_deleted_and_those_of_others_are_not(iam: Any, force: Callable[[Stack], Resource]) -> None:
    resource = force(leaving())
    iam.create_user(UserName="JaneDoe")
    virtual_device(iam, "John")
    kept = virtual_device(iam, "Jane", "JaneDoe")
    resource.delete()
    assert [each["SerialNumber"] for each in iam.list_virtual_mfa_devices()["VirtualMFADevices"]] == [kept]


@pytest.mark.parametrize("serial", ["GAHT12345678", "arn:aws:iam::123456789012:u2f/user/JohnDoe/key-ABC"])
def test_a_token_or_passkey_is_taken_off_and_no_virtual_device(
    iam: Any, aws: Aws, force: Callable[[Stack], Resource], serial: str
) -> None:
    resource = force(leaving())
    enabled(iam, serial)
    assert resource.delete()["Status"] == "SUCCESS"
    assert "DeactivateMFADevice" in aws.calls
    assert "DeleteVirtualMFADevice" not in aws.calls


def test_a_user_who_is_gone_already_is_no_fault(iam: Any, force: Callable[[Stack], Resource]) -> None:
    resource = force(leaving())
    iam.delete_user(UserName=USER)
    assert resource.delete()["Status"] == "SUCCESS"


def test_a_user_who_was_given_nothing_is_no_fault(force: Callable[[Stack], Resource]) -> None:
    assert force(leaving()).delete()["Status"] == "SUCCESS"


def test_a_rename_makes_another_resource_so_that_the_old_one_is_deleted(force: Callable[[Stack], Resource]) -> None:
    resource = force(Stack(status="UPDATE_IN_PROGRESS", users={LOGICAL_ID: USER}))
    assert resource.update(UserName="JaneDoe")["PhysicalResourceId"] == "JaneDoe"


def test_what_the_function_may_not_do_is_named_and_the_delete_can_be_repeated(
    iam: Any, certificate: str, aws: Aws, force: Callable[[Stack], Resource]
) -> None:
    resource = force(leaving())
    give(iam, certificate)
    aws.refuse("DeleteAccessKey", "AccessDenied", "not authorized to perform: iam:DeleteAccessKey")
    answer = resource.delete()
    assert answer["Reason"] == "AccessDenied: not authorized to perform: iam:DeleteAccessKey"
    aws.refusals.clear()
    assert resource.delete()["Status"] == "SUCCESS"
    assert credentials(iam) == NOTHING


def test_if_it_cannot_be_told_whether_the_user_goes_nothing_is_touched(
    iam: Any, certificate: str, aws: Aws, force: Callable[[Stack], Resource]
) -> None:
    resource = force(leaving())
    give(iam, certificate)
    aws.refuse("DescribeStacks", "AccessDenied")
    assert resource.delete()["Status"] == "FAILED"
    assert credentials(iam) == ALL


def test_a_template_that_is_not_json_is_refused_and_nothing_is_touched(
    iam: Any, certificate: str, force: Callable[[Stack], Resource]
) -> None:
    yaml = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"
    resource = force(Stack(status="UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", users={LOGICAL_ID: USER}, body=yaml))
    give(iam, certificate)
    answer = resource.delete()
    assert answer["Status"] == "FAILED"
    assert answer["Reason"].startswith(f"the stack's template is not JSON, so nobody can tell whether {USER} goes")
    assert credentials(iam) == ALL


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_crash_at_any_call_and_a_retry_leave_nothing_that_keeps_the_user(
    iam: Any, certificate: str, aws: Aws, force: Callable[[Stack], Resource], after: bool
) -> None:
    resource = force(leaving())
    for number in itertools.count():
        give(iam, certificate, each=1)
        event = resource.request("Delete", **resource.properties)
        aws.crash_at(number, after=after)
        try:
            resource.send(event)
        except Crash:
            assert resource.send(event)["Status"] == "SUCCESS"
        else:
            aws.crash = None
            break
        assert credentials(iam) == NOTHING
    assert number > 20, "each call had its turn"


def test_the_log_holds_the_outcome_and_nothing_of_a_credential(
    iam: Any, certificate: str, force: Callable[[Stack], Resource], caplog: pytest.LogCaptureFixture
) -> None:
    resource = force(leaving())
    give(iam, certificate)
    caplog.set_level(logging.INFO)
    caplog.clear()
    resource.delete()
    assert [record.getMessage() for record in caplog.records if record.name.startswith("iam_stacks")] == [
        "Delete of ForceDestroyUser: {'Status': 'SUCCESS'}"
    ]


def test_an_event_that_somebody_made_up_takes_nothing_from_a_user_who_stays(
    iam: Any, certificate: str, force: Callable[[Stack], Resource]
) -> None:
    give(iam, certificate)
    resource = force(Stack(status="UPDATE_COMPLETE", users={LOGICAL_ID: USER}))
    made_up = {**resource.request("Delete", UserName=USER, UserLogicalId="Nobody"), "StackId": "Nothing"}
    resource.send(made_up)
    assert credentials(iam) == ALL


@pytest.mark.parametrize("calls", range(1, 44, 3))
def test_a_run_that_breaks_off_leaves_no_password_without_the_mfa_that_guards_it(
    iam: Any, certificate: str, aws: Aws, force: Callable[[Stack], Resource], calls: int
) -> None:
    give(iam, certificate)
    resource = force(leaving())
    aws.crash_at(calls, after=True)
    with contextlib.suppress(Crash):
        resource.delete()
    aws.crash = None
    left = credentials(iam)
    assert left["list_mfa_devices"] == ALL["list_mfa_devices"] or not left["login_profile"]
