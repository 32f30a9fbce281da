"""One key takes the place of another: the four steps of Secrets Manager.

AWS Secrets Manager User Guide, "Lambda rotation functions". Each step can be run again, after a failure at any point.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone

import boto3
from botocore.exceptions import ClientError

from .custom_resource import RefusalError, retried
from .rotating_secret import KEY, PENDING, REPLACED, RotatingSecret, Version
from .user_keys import UserKeys

_UNKNOWN_YET = ("InvalidClientTokenId", "InvalidAccessKeyId", "SignatureDoesNotMatch")
_TEST_DELAYS = (1, 2, 4, 8, 15, 15, 15, 15)
"""How long to wait before the key is tried again, in seconds: IAM is eventually consistent, and says of no key that it
works everywhere. IAM User Guide, "Troubleshoot IAM", "Changes that I make are not always immediately visible"."""


def identity_of(key: Mapping[str, str]) -> str:
    """Return the ARN of whom a key belongs to, which takes no permission and no policy can deny."""
    caller = boto3.client("sts", aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])
    return str(caller.get_caller_identity()["Arn"])


def now() -> datetime:
    """Return the time."""
    return datetime.now(timezone.utc)


@dataclass(frozen=True)
class Rotation:
    """The rotation of a user's key.

    Attributes:
        keys: the keys of the user.
        secret: the secret that holds one.
        identity: tells whose a key is.
        clock: tells the time.
        sleep: waits for some seconds.
    """

    keys: UserKeys
    secret: RotatingSecret
    identity: Callable[[Mapping[str, str]], str] = identity_of
    clock: Callable[[], datetime] = now
    sleep: Callable[[float], None] = time.sleep

    def step(self, name: str, *, secret: str, token: str) -> None:
        """Run a step.

        Args:
            name: Secrets Manager's name of the step.
            secret: the ARN of the secret that is rotated.
            token: the id of its new version.

        Raises:
            RefusalError: the secret is another one, or has no such version.
        """
        if secret != self.secret.arn:
            raise RefusalError(f"this function rotates {self.secret.arn}, not {secret}")
        version = self.secret.versions().get(token)
        if version is None:
            raise RefusalError(f"the secret has no version {token}")
        if not version.is_current:
            steps = {"createSecret": self.create, "setSecret": _nothing, "testSecret": self.test}
            {**steps, "finishSecret": self.finish}[name](token)

    def make_first_key(self, *, token: str) -> None:
        """Put a key into a secret that has none yet.

        Args:
            token: the id of the version to be.
        """
        self.create(token)
        self.test(token)
        self.finish(token)

    def create(self, token: str) -> None:
        """Make a key, unless an earlier attempt has made it, and write it into the new version."""
        versions = self.secret.versions()
        if token in versions and versions[token].key_id:
            return
        self._make_room(versions)
        self.secret.put(token, self.keys.create())

    def test(self, token: str) -> None:
        """Try the key. There is none when Secrets Manager tries a new schedule, in a version without a value."""
        key = self.secret.value(token)
        if key is not None:
            retried(lambda: self._try(key), _TEST_DELAYS, _may_work_yet, sleep=self.sleep)

    def finish(self, token: str) -> None:
        """Let readers of the secret get the new key. The former one works on, until it is retired."""
        versions = self.secret.versions()
        version = versions[token]
        if not version.key_id:
            raise RefusalError(f"version {token} holds no key that rotation has made")
        if not version.is_current:
            former = next((each for each in versions.values() if each.is_current), None)
            if former and former.key_id:
                self.secret.stamp(former, REPLACED, self.clock())
            self.secret.make_current(token, former)
        if PENDING in version.labels:
            self.secret.unlabel(version, PENDING)

    def _make_room(self, versions: Mapping[str, Version]) -> None:
        """Delete keys that an earlier attempt has left behind.

        Raises:
            RefusalError: another key than the current one is left, and still to be retired.
        """
        current = self._adopted(next((each for each in versions.values() if each.is_current), None))
        held_by = {each.key_id: each for each in versions.values() if each.key_id}
        for id in self.keys.all():
            holder = held_by.get(id)
            if id == current:
                continue
            if holder is None:
                self.keys.delete(id)
            elif holder.is_abandoned:
                self.keys.delete(id)
                self.secret.forget(holder)
            else:
                raise RefusalError(f"key {id} is still to be retired: the next rotation starts when one key is left")

    def _adopted(self, current: Version | None) -> str | None:
        """Return the id of the current key. One that rotation has not made is labelled, so that it is retired too."""
        if current is None:
            return None
        if current.key_id:
            return current.key_id
        value = self.secret.value(current.id) or {}
        id = value.get("AccessKeyId")
        if id:
            self.secret.label(current, KEY + id)
        return id

    def _try(self, key: Mapping[str, str]) -> None:
        arn = self.identity(key)
        if arn.rpartition("/")[2] != self.keys.user:
            raise RefusalError(f"key {key['AccessKeyId']} belongs to {arn}, not to {self.keys.user}")


def _nothing(token: str) -> None:
    """A new key works as soon as IAM has it: nothing is to be set anywhere."""


def _may_work_yet(error: Exception) -> bool:
    return isinstance(error, ClientError) and error.response["Error"]["Code"] in _UNKNOWN_YET
