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
from .rotating_secret import CURRENT, INACTIVE, PENDING, REPLACED, STILL_USED, RotatingSecret, Version, current_of
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
            RefusalError: the secret is another one, or the version is not about to become current.
        """
        if secret != self.secret.arn:
            raise RefusalError(f"this function rotates {self.secret.arn}, not {secret}")
        version = self.secret.versions().get(token)
        if version is None or not (version.is_current or version.is_pending):
            # A call that comes late, after the next rotation, must not bring an old key back.
            raise RefusalError(f"version {token} of the secret is not pending")
        steps = {
            "createSecret": self.create,
            "setSecret": _nothing,
            "testSecret": self.test,
            "finishSecret": self.finish,
        }
        steps[name](token)

    def make_first_key(self, *, token: str) -> None:
        """Let readers of the secret get a new key. One that the secret has from before is another's to delete.

        Args:
            token: the id of the version to be.
        """
        version = self.secret.versions().get(token)
        # A call that comes late, after a rotation, must not bring an old key back.
        if version is None or version.is_current or version.is_pending:
            self._make_current(token)

    def bring_key_back(self, *, token: str) -> None:
        """Let readers of the secret get a key of the user: one that works and is in it, or else a new one.

        Args:
            token: the id of the version to be, if there has to be one.
        """
        self._make_current(self._version_that_works() or token)

    def create(self, token: str) -> None:
        """Make a key, unless an earlier attempt has made it, and write it into the new version."""
        versions = self.secret.adopted()
        # Without our label if a person has copied its value into the current version: it cannot take another.
        if token in versions and (versions[token].key_id or self.secret.value(token)):
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
        versions = self.secret.adopted()
        version = versions[token]
        if not version.key_id:
            raise RefusalError(f"version {token} holds no key that rotation has made")
        if not version.is_current:
            # A person may have taken the key away since it was tested.
            self.test(token)
            former = current_of(versions)
            if former and former.key_id:
                self.secret.stamp(former, REPLACED, self.clock())
                # It may have been replaced before, and brought back by a person.
                self.secret.unlabel(former, *former.labelled(STILL_USED, INACTIVE))
            self.secret.move(CURRENT, to=token, holder=former)
        if PENDING in version.labels:
            self.secret.unlabel(version, PENDING)

    def _make_current(self, token: str) -> None:
        self.create(token)
        self.test(token)
        self.finish(token)

    def _version_that_works(self) -> str | None:
        """Return the version that holds a key of the user that works; the current one, if it does."""
        keys, versions = self.keys.all(), self.secret.adopted().values()
        working = [each for each in versions if each.key_id in keys and keys[each.key_id].is_active]
        return next((each.id for each in sorted(working, key=lambda each: not each.is_current)), None)

    def _make_room(self, versions: Mapping[str, Version]) -> None:
        """Delete keys that an earlier attempt has left behind.

        Raises:
            RefusalError: nobody knows which key is in use, or another one than it is still to be retired.
        """
        current = current_of(versions)
        if current and not current.key_id:
            raise RefusalError(f"version {current.id} holds no access key: move AWSCURRENT to one that does")
        keys = self.keys.all()
        for version in versions.values():
            # A key of another name of the user is that name's to delete.
            if version.key_id in keys and not (version.is_current or version.is_former):
                self.keys.delete(version.key_id)
                self.secret.forget(version)
        holders = {version.key_id: version for version in versions.values()}
        # An empty secret has made no key that is older than itself: another secret may hold that one.
        made_at = None if current else self.secret.created_at()
        for id, key in keys.items():
            holder = holders.get(id)
            if holder is None and (made_at is None or key.created_at >= made_at):
                self.keys.delete(id)
            if holder and holder.is_former:
                raise RefusalError(f"key {id} is still to be retired: the next rotation starts when one key is left")

    def _try(self, key: Mapping[str, str]) -> None:
        arn = self.identity(key)
        if arn.rpartition("/")[2] != self.keys.user:
            raise RefusalError(f"key {key['AccessKeyId']} belongs to {arn}, not to {self.keys.user}")


def _nothing(token: str) -> None:
    """A new key works as soon as IAM has it: nothing is to be set anywhere."""


def _may_work_yet(error: Exception) -> bool:
    return isinstance(error, ClientError) and error.response["Error"]["Code"] in _UNKNOWN_YET
