"""The same user gets another secret, as when `secret_name` changes: its key works until the new one does."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

import boto3
import pytest
from moto.iam.models import iam_backends

from iam_stacks.handlers.access_key_rotation import handler
from tests.handlers.aws import Aws
from tests.handlers.cloudformation import CloudFormation, Resource

USER = "Nightly"


@dataclass
class Stack:
    """A user of moto's account whose key is in the first secret; the second has just been made in its place."""

    resource: Resource
    monkeypatch: pytest.MonkeyPatch

    def __post_init__(self) -> None:
        boto3.client("iam").create_user(UserName=USER)
        self.one = self._secret("one")
        self.monkeypatch.setenv("SECRET_ARN", self.one)
        assert self.resource.create(**self._properties(self.one))["Status"] == "SUCCESS"
        self.first = self.held(self.one)
        self.let_a_day_pass()
        self.two = self._secret("two")

    def update(self, new: str, *, old: str) -> str:
        """CloudFormation changes the function first, then the resource that depends on it."""
        self.monkeypatch.setenv("SECRET_ARN", new)
        request = self.resource.request("Update", **self._properties(new))
        return str(self.resource.send({**request, "OldResourceProperties": self._properties(old)})["Status"])

    def clean_up(self, secret: str) -> str:
        properties = self._properties(secret)
        former = Resource(self.resource.cloudformation, handler, self.resource.type, {}, f"{USER} {secret}", properties)
        return str(former.delete()["Status"])

    def let_a_day_pass(self) -> None:
        """Moto's clock is the real one: what there is becomes older."""
        for key in iam_backends["123456789012"]["aws"].users[USER].access_keys:
            key.create_date -= timedelta(days=1)

    def held(self, secret: str) -> str:
        value = boto3.client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"]
        return str(json.loads(value)["AccessKeyId"])

    @property
    def statuses(self) -> dict[str, str]:
        listed = boto3.client("iam").list_access_keys(UserName=USER)["AccessKeyMetadata"]
        return {key["AccessKeyId"]: key["Status"] for key in listed}

    def _secret(self, name: str) -> str:
        return str(boto3.client("secretsmanager").create_secret(Name=name)["ARN"])

    def _properties(self, secret: str) -> dict[str, str]:
        return {"UserName": USER, "SecretArn": secret}


@pytest.fixture
def stack(cloudformation: CloudFormation, monkeypatch: pytest.MonkeyPatch) -> Stack:
    return Stack(cloudformation.resource(handler, "RotatedAccessKey"), monkeypatch)


def test_the_old_key_works_until_the_new_one_does(stack: Stack) -> None:
    assert stack.update(stack.two, old=stack.one) == "SUCCESS"
    assert stack.statuses == {stack.first: "Active", stack.held(stack.two): "Active"}
    assert stack.clean_up(stack.one) == "SUCCESS"
    assert stack.statuses == {stack.held(stack.two): "Active"}


def test_a_user_with_two_keys_keeps_them_and_the_change_fails(stack: Stack) -> None:
    theirs = boto3.client("iam").create_access_key(UserName=USER)["AccessKey"]["AccessKeyId"]
    stack.let_a_day_pass()
    assert stack.update(stack.two, old=stack.one) == "FAILED"
    assert "LimitExceeded" in stack.resource.cloudformation.answers[-1]["Reason"]
    assert stack.statuses.keys() == {stack.first, theirs}


def test_an_unfinished_rotation_of_the_old_secret_does_not_take_the_new_key(stack: Stack, aws: Aws) -> None:
    pending = str(uuid.uuid4())
    begin_rotation(aws, stack.one, pending, datetime.now(timezone.utc))
    assert stack.update(stack.two, old=stack.one) == "SUCCESS"
    assert stack.clean_up(stack.one) == "SUCCESS"
    assert stack.statuses == {stack.held(stack.two): "Active"}


@pytest.mark.parametrize("operation", ["CreateAccessKey", "PutSecretValue", "GetCallerIdentity"])
def test_undone_after_it_failed_the_old_secret_holds_the_key_that_it_held(
    stack: Stack, aws: Aws, operation: str
) -> None:
    aws.refuse(operation, "InternalServiceError", "not now", times=1)
    assert stack.update(stack.two, old=stack.one) == "FAILED"
    assert stack.update(stack.one, old=stack.two) == "SUCCESS"
    assert stack.held(stack.one) == stack.first
    assert stack.statuses == {stack.first: "Active"}


def test_undone_after_it_succeeded_the_old_secret_holds_the_key_that_it_held(stack: Stack) -> None:
    assert stack.update(stack.two, old=stack.one) == "SUCCESS"
    assert stack.update(stack.one, old=stack.two) == "SUCCESS"
    assert stack.clean_up(stack.two) == "SUCCESS"
    assert stack.held(stack.one) == stack.first
    assert stack.statuses == {stack.first: "Active"}


def test_the_keys_of_a_secret_go_though_the_other_one_has_gone(stack: Stack) -> None:
    stack.monkeypatch.setenv("SECRET_ARN", stack.two)
    boto3.client("secretsmanager").delete_secret(SecretId=stack.two, ForceDeleteWithoutRecovery=True)
    assert stack.clean_up(stack.one) == "SUCCESS"
    assert stack.statuses == {}


def begin_rotation(aws: Aws, secret: str, token: str, at: datetime) -> None:
    """Show a pending version without a value, which moto cannot hold."""
    call = aws.call

    def with_pending(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        answer = call(client, operation, parameters)
        if parameters.get("SecretId") == secret and operation == "DescribeSecret":
            answer["VersionIdsToStages"][token] = ["AWSPENDING"]
        if parameters.get("SecretId") == secret and operation == "ListSecretVersionIds":
            answer["Versions"].append({"VersionId": token, "VersionStages": ["AWSPENDING"], "CreatedDate": at})
        return answer

    aws.call = with_pending
