"""Secrets Manager, IAM, STS and SNS in memory: as much of them as the rotation of a key touches, fast and strict.

What is unlabelled vanishes at once, lists come in pages of one, and times of IAM are whole seconds: the worst that AWS
allows. AWS Secrets Manager API Reference, PutSecretValue and UpdateSecretVersionStage; AWS Secrets Manager User Guide,
"AWS Secrets Manager quotas"; IAM User Guide, "IAM and AWS STS quotas".
"""

# ruff: noqa: N803 (the parameters are those of AWS)

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError

USER = "Nightly"
SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:iam/Nightly-AbCdEf"
TOPIC = "arn:aws:sns:eu-west-1:111122223333:notices"
BEGINNING = datetime(2026, 1, 1, 12, 0, 0, 700_000, tzinfo=timezone.utc)
CURRENT, PENDING, PREVIOUS = "AWSCURRENT", "AWSPENDING", "AWSPREVIOUS"

_KEYS_OF_A_USER = 2
_LABELS_OF_A_SECRET = 20


class Crash(BaseException):
    """The function is gone: out of memory, out of time. No `except Exception` sees it."""


@functools.cache
def _error(code: str) -> type[ClientError]:
    return type(code, (ClientError,), {})


def error(code: str, message: str = "") -> ClientError:
    return _error(code)({"Error": {"Code": code, "Message": message or code}}, "Operation")


def _exceptions(**codes: str) -> SimpleNamespace:
    return SimpleNamespace(**{name: _error(code) for name, code in codes.items()})


@dataclass
class Version:
    made_at: datetime
    value: str | None = None
    labels: set[str] = field(default_factory=set)


@dataclass
class Key:
    id: str
    secret: str
    made_at: datetime
    status: str = "Active"
    used: dict[str, Any] = field(default_factory=dict)


class FakeAws:
    """An account with a user and an empty secret.

    Attributes:
        clock: the time, which nothing but a test moves.
        keys: the keys of each user.
        versions: those of the secret.
        notices: what was published, subject and text.
        calls: the operations called.
        gate: called before and after each operation, with the number of calls before it and whether it is done.
        unknown_for: how many calls of STS a new key still fails for.
        first_is_current: whether the first value becomes current by itself, though it was put as pending.
    """

    def __init__(self, *, first_is_current: bool = True) -> None:
        self.clock = BEGINNING
        self.made_at = BEGINNING
        self.secret_exists = True
        self.keys: dict[str, dict[str, Key]] = {USER: {}}
        self.versions: dict[str, Version] = {}
        self.notices: list[tuple[str, str]] = []
        self.calls: list[str] = []
        self.gate: Callable[[int, bool], None] = lambda *_: None
        self.unknown_for = 0
        self.first_is_current = first_is_current
        self.slept: list[float] = []
        self._numbers = itertools.count(1)
        self.iam = FakeIam(self)
        self.secretsmanager = FakeSecretsManager(self)
        self.sns = FakeSns(self)

    def client(self, service: str, **credentials: str) -> Any:
        """Stands for `boto3.client`."""
        return FakeSts(self, credentials) if service == "sts" else getattr(self, service)

    def now(self) -> datetime:
        return self.clock

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def wait(self, **duration: float) -> None:
        self.clock += timedelta(**duration)

    def identity(self, key: Mapping[str, str]) -> str:
        client = self.client("sts", aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])
        return str(client.get_caller_identity()["Arn"])

    def made_by_hand(self, user: str = USER) -> str:
        """A person makes a key."""
        return self.new_key(user).id

    def new_key(self, user: str) -> Key:
        if len(self.keys[user]) >= _KEYS_OF_A_USER:
            raise error("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2")
        number = next(self._numbers)
        key = Key(f"AKIA{number:016}", f"wJalrXUtnFEMI/{number:026}", self.clock.replace(microsecond=0))
        self.keys[user][key.id] = key
        return key

    def use(self, id: str, service: str = "s3", region: str = "eu-west-1") -> None:
        """Somebody uses a key."""
        key = next(keys[id] for keys in self.keys.values() if id in keys)
        key.used = {"LastUsedDate": self.clock.replace(microsecond=0), "ServiceName": service, "Region": region}

    def begin_rotation(self, token: str) -> None:
        """What Secrets Manager does before it runs the steps."""
        pending = self.holder(PENDING)
        if pending and pending != token and CURRENT not in self.versions[pending].labels:
            raise error(
                "InvalidRequestException", "A previous rotation isn't complete. That rotation will be reattempted."
            )
        if token not in self.versions:
            self.versions[token] = Version(self.clock)
            self.move(PENDING, token)

    def end_of_pending(self) -> None:
        """An administrator takes AWSPENDING away."""
        pending = self.holder(PENDING)
        if pending:
            self.secretsmanager.update_secret_version_stage(
                SecretId=SECRET, VersionStage=PENDING, RemoveFromVersionId=pending
            )

    def holder(self, label: str) -> str | None:
        return next((id for id, version in self.versions.items() if label in version.labels), None)

    def labels(self, id: str) -> set[str]:
        return self.versions[id].labels if id in self.versions else set()

    def move(self, label: str, to: str | None) -> None:
        """Move a label wherever it is; what has none any more vanishes."""
        former = self.holder(label)
        if former == to:
            return
        if former is None and sum(len(version.labels) for version in self.versions.values()) >= _LABELS_OF_A_SECRET:
            raise error("LimitExceededException", "You can't have more than 20 staging labels.")
        if to is not None:
            self.versions[to].labels.add(label)
        if former is not None:
            self.versions[former].labels.discard(label)
        if label == CURRENT and former is not None:
            self.move(PREVIOUS, former)
        self.versions = {id: version for id, version in self.versions.items() if version.labels}

    def current_key(self) -> dict[str, str]:
        value = self.versions[self.holder(CURRENT) or ""].value
        return dict(json.loads(value or "{}"))

    def secrets(self) -> list[str]:
        """Every secret access key that there is: none of them is to be seen anywhere."""
        return [key.secret for keys in self.keys.values() for key in keys.values()]


def _operation(method: Callable[..., Any]) -> Callable[..., Any]:
    """A call of an API: it is counted, and the function may crash before it, or after it and before it can tell."""

    @functools.wraps(method)
    def called(self: Any, **parameters: Any) -> Any:
        number = len(self.aws.calls)
        self.aws.gate(number, False)
        self.aws.calls.append(method.__name__)
        answer = method(self, **parameters)
        self.aws.gate(number, True)
        return answer

    return called


class FakeIam:
    exceptions = _exceptions(NoSuchEntityException="NoSuchEntity", LimitExceededException="LimitExceeded")

    def __init__(self, aws: FakeAws) -> None:
        self.aws = aws

    def get_paginator(self, operation: str) -> Any:
        assert operation == "list_access_keys"
        return SimpleNamespace(paginate=self._pages)

    def _pages(self, **parameters: Any) -> Iterator[dict[str, Any]]:
        listed = self.list_access_keys(**parameters)["AccessKeyMetadata"]
        return iter([{"AccessKeyMetadata": [each]} for each in listed] or [{"AccessKeyMetadata": []}])

    @_operation
    def list_access_keys(self, *, UserName: str) -> dict[str, Any]:
        return {
            "AccessKeyMetadata": [
                {"UserName": UserName, "AccessKeyId": key.id, "Status": key.status, "CreateDate": key.made_at}
                for key in self._of(UserName).values()
            ]
        }

    @_operation
    def create_access_key(self, *, UserName: str) -> dict[str, Any]:
        self._of(UserName)
        key = self.aws.new_key(UserName)
        return {
            "AccessKey": {
                "UserName": UserName,
                "AccessKeyId": key.id,
                "Status": key.status,
                "SecretAccessKey": key.secret,
                "CreateDate": key.made_at,
            }
        }

    @_operation
    def update_access_key(self, *, UserName: str, AccessKeyId: str, Status: str) -> dict[str, Any]:
        assert Status in ("Active", "Inactive")
        self._key(UserName, AccessKeyId).status = Status
        return {}

    @_operation
    def delete_access_key(self, *, UserName: str, AccessKeyId: str) -> dict[str, Any]:
        del self._of(UserName)[self._key(UserName, AccessKeyId).id]
        return {}

    @_operation
    def get_access_key_last_used(self, *, AccessKeyId: str) -> dict[str, Any]:
        for user, keys in self.aws.keys.items():
            if AccessKeyId in keys:
                used = keys[AccessKeyId].used or {"ServiceName": "N/A", "Region": "N/A"}
                return {"UserName": user, "AccessKeyLastUsed": dict(used)}
        raise error("NoSuchEntity")

    def _of(self, user: str) -> dict[str, Key]:
        if user not in self.aws.keys:
            raise error("NoSuchEntity", f"The user with name {user} cannot be found.")
        return self.aws.keys[user]

    def _key(self, user: str, id: str) -> Key:
        if id not in self._of(user):
            raise error("NoSuchEntity", f"The Access Key with id {id} cannot be found.")
        return self._of(user)[id]


class FakeSts:
    def __init__(self, aws: FakeAws, credentials: Mapping[str, str]) -> None:
        self.aws = aws
        self.credentials = credentials

    @_operation
    def get_caller_identity(self) -> dict[str, str]:
        if self.aws.unknown_for:
            self.aws.unknown_for -= 1
            raise error("InvalidClientTokenId", "The security token included in the request is invalid.")
        for user, keys in self.aws.keys.items():
            key = keys.get(self.credentials["aws_access_key_id"])
            if key and key.status == "Active":
                if key.secret != self.credentials["aws_secret_access_key"]:
                    raise error("SignatureDoesNotMatch")
                return {"Arn": f"arn:aws:iam::111122223333:user/machines/{user}"}
        raise error("InvalidClientTokenId", "The security token included in the request is invalid.")


class FakeSns:
    def __init__(self, aws: FakeAws) -> None:
        self.aws = aws

    @_operation
    def publish(self, *, TopicArn: str, Subject: str, Message: str) -> dict[str, str]:
        assert TopicArn == TOPIC
        assert Subject.isascii()
        assert len(Subject) <= 100
        self.aws.notices.append((Subject, Message))
        return {"MessageId": str(len(self.aws.notices))}


class FakeSecretsManager:
    exceptions = _exceptions(
        **{
            name: name
            for name in (
                "ResourceNotFoundException",
                "ResourceExistsException",
                "InvalidParameterException",
                "InvalidRequestException",
                "LimitExceededException",
            )
        }
    )

    def __init__(self, aws: FakeAws) -> None:
        self.aws = aws

    @_operation
    def describe_secret(self, *, SecretId: str) -> dict[str, Any]:
        self._require(SecretId)
        described: dict[str, Any] = {"ARN": SecretId, "CreatedDate": self.aws.made_at}
        if self.aws.versions:
            described["VersionIdsToStages"] = {id: sorted(each.labels) for id, each in self.aws.versions.items()}
        return described

    @_operation
    def list_secret_version_ids(
        self,
        *,
        SecretId: str,
        IncludeDeprecated: bool = False,
        NextToken: str = "0",
    ) -> dict[str, Any]:
        self._require(SecretId)
        assert IncludeDeprecated
        number = int(NextToken)
        listed = [
            {"VersionId": id, "VersionStages": sorted(each.labels), "CreatedDate": each.made_at}
            for id, each in self.aws.versions.items()
        ]
        more = {"NextToken": str(number + 1)} if number + 1 < len(listed) else {}
        return {"Versions": listed[number : number + 1], **more}

    @_operation
    def get_secret_value(self, *, SecretId: str, VersionId: str) -> dict[str, Any]:
        self._require(SecretId)
        version = self.aws.versions.get(VersionId)
        if version is None or version.value is None:
            raise error("ResourceNotFoundException", "Secrets Manager can't find the specified secret value.")
        return {"ARN": SecretId, "VersionId": VersionId, "SecretString": version.value}

    @_operation
    def put_secret_value(
        self,
        *,
        SecretId: str,
        ClientRequestToken: str,
        SecretString: str,
        VersionStages: list[str] | None = None,
    ) -> dict[str, Any]:
        self._require(SecretId)
        versions = self.aws.versions
        version = versions.get(ClientRequestToken)
        if version and version.value == SecretString:
            return {"VersionId": ClientRequestToken, "VersionStages": sorted(version.labels)}
        if version and version.value is not None:
            raise error(
                "ResourceExistsException", "You can't modify an existing version, you can only create a new one."
            )
        first = self.aws.first_is_current and self.aws.holder(CURRENT) is None
        versions.setdefault(ClientRequestToken, Version(self.aws.clock)).value = SecretString
        for label in [*(VersionStages or [CURRENT]), *([CURRENT] if first else [])]:
            self.aws.move(label, ClientRequestToken)
        return {"VersionId": ClientRequestToken, "VersionStages": sorted(versions[ClientRequestToken].labels)}

    @_operation
    def update_secret_version_stage(
        self,
        *,
        SecretId: str,
        VersionStage: str,
        RemoveFromVersionId: str | None = None,
        MoveToVersionId: str | None = None,
    ) -> dict[str, Any]:
        self._require(SecretId)
        for id in filter(None, (RemoveFromVersionId, MoveToVersionId)):
            if id not in self.aws.versions:
                raise error("ResourceNotFoundException", f"Secrets Manager can't find version {id}.")
        holder = self.aws.holder(VersionStage)
        if MoveToVersionId is None and VersionStage == CURRENT:
            raise error("InvalidParameterException", "AWSCURRENT can be moved, and not removed.")
        if holder != RemoveFromVersionId:
            raise error("InvalidParameterException", f"Staging label {VersionStage} is on version {holder}.")
        self.aws.move(VersionStage, MoveToVersionId)
        return {"ARN": SecretId, "Name": "iam/Nightly"}

    def _require(self, arn: str) -> None:
        if arn != SECRET or not self.aws.secret_exists:
            raise error("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
