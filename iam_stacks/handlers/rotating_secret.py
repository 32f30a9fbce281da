"""A secret that holds an access key in each of its versions, and says in staging labels what becomes of them.

The labels are all the state that there is: DescribeSecret shows them without the value of a version, they are set
together with it, and a version that has one is never discarded. AWS Secrets Manager User Guide, "What's in a Secrets
Manager secret?"; a secret has 20 labels at most, of which at most ten are in use here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

CURRENT, PENDING, PREVIOUS = "AWSCURRENT", "AWSPENDING", "AWSPREVIOUS"
KEY = "AccessKeyId-"
REPLACED = "ReplacedAt-"
STILL_USED = "StillUsed-"
INACTIVE = "InactiveSince-"
_FATE = (STILL_USED, INACTIVE, REPLACED)
_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Version:
    """A version of the secret.

    Attributes:
        id: its id, which is the token of the rotation that made it.
        labels: its staging labels.
    """

    id: str
    labels: tuple[str, ...]

    def after(self, prefix: str) -> list[str]:
        """Return what follows the prefix in each label that has it, in order."""
        return sorted(label[len(prefix) :] for label in self.labelled(prefix))

    def labelled(self, *prefixes: str) -> list[str]:
        """Return the labels that have one of the prefixes."""
        return [label for label in self.labels if label.startswith(prefixes)]

    @property
    def key_id(self) -> str | None:
        """The access key that it holds, if one was put into it by rotation."""
        return next(iter(self.after(KEY)), None)

    @property
    def is_current(self) -> bool:
        """Whether whoever reads the secret gets this one."""
        return CURRENT in self.labels

    @property
    def is_pending(self) -> bool:
        """Whether it is about to become current."""
        return PENDING in self.labels and not self.is_current

    @property
    def is_former(self) -> bool:
        """Whether another version became current in its place: there may be somebody who has its key."""
        return not self.is_current and (PREVIOUS in self.labels or self.replaced_at is not None)

    @property
    def replaced_at(self) -> datetime | None:
        """When another version became current."""
        return _latest(self.after(REPLACED))

    @property
    def inactive_since(self) -> datetime | None:
        """When its key was switched off."""
        return _latest(self.after(INACTIVE))

    @property
    def still_used_at(self) -> datetime | None:
        """When its key was last found to be in use."""
        return _latest(label.partition("-")[2] for label in self.after(STILL_USED))

    @property
    def times_still_used(self) -> int:
        """How often its key was found to be in use since it was replaced."""
        return max((int(label.partition("-")[0]) for label in self.after(STILL_USED)), default=0)


def current_of(versions: Mapping[str, Version]) -> Version | None:
    """Return the version that whoever reads the secret gets; None if it has no value yet."""
    return next((version for version in versions.values() if version.is_current), None)


def _latest(times: Iterable[str]) -> datetime | None:
    parsed = [datetime.strptime(each, _TIME).replace(tzinfo=timezone.utc) for each in times]
    return max(parsed, default=None)


@dataclass(frozen=True)
class RotatingSecret:
    """The secret, through a client of Secrets Manager.

    Attributes:
        client: the client.
        arn: the secret's ARN.
    """

    client: Any
    arn: str

    def versions(self) -> dict[str, Version]:
        """Return the versions that have a label, by their ids."""
        stages = self.client.describe_secret(SecretId=self.arn).get("VersionIdsToStages", {})
        return {id: Version(id, tuple(labels)) for id, labels in stages.items()}

    def adopted(self) -> dict[str, Version]:
        """Return the versions. A key that a person wrote into the current one is labelled first, to be retired too."""
        versions = self.versions()
        current = current_of(versions)
        if current is None or current.key_id:
            return versions
        id = (self.value(current.id) or {}).get("AccessKeyId")
        if not id:
            return versions
        # Whoever edits the value of a secret makes a new version with the same key.
        holder = next((each for each in versions.values() if each.key_id == id), None)
        if holder:
            self.unlabel(holder, *holder.labelled(*_FATE))
        self.move(KEY + id, to=current.id, holder=holder)
        return self.versions()

    def created_at(self) -> datetime:
        """Return when the secret was made, in whole seconds: IAM knows no others."""
        made: datetime = self.client.describe_secret(SecretId=self.arn)["CreatedDate"]
        return made.replace(microsecond=0)

    def version_created_at(self, version: Version) -> datetime | None:
        """Return when a version was begun, in whole seconds; None if there is none by now."""
        more: dict[str, str] = {}
        while True:
            page = self.client.list_secret_version_ids(SecretId=self.arn, IncludeDeprecated=True, **more)
            for each in page["Versions"]:
                if each["VersionId"] == version.id:
                    begun: datetime = each["CreatedDate"]
                    return begun.replace(microsecond=0)
            if not page.get("NextToken"):
                return None
            more = {"NextToken": page["NextToken"]}

    def value(self, version_id: str) -> Mapping[str, str] | None:
        """Return the value of a version; None if it has none, or none that could be a key."""
        try:
            answer = self.client.get_secret_value(SecretId=self.arn, VersionId=version_id)
        except self.client.exceptions.ResourceNotFoundException:
            return None
        try:
            parsed = json.loads(answer.get("SecretString", ""))
        except ValueError:
            return None
        return parsed if isinstance(parsed, dict) else None

    def put(self, token: str, key: Mapping[str, str]) -> None:
        """Write a key into the pending version, and the label that names it, in one call."""
        self.client.put_secret_value(
            SecretId=self.arn,
            ClientRequestToken=token,
            SecretString=json.dumps(dict(key)),
            VersionStages=[PENDING, KEY + key["AccessKeyId"]],
        )

    def move(self, label: str, *, to: str, holder: Version | None = None) -> None:
        """Put a label on a version.

        Args:
            label: the label. AWSPREVIOUS follows AWSCURRENT by itself.
            to: the id of the version.
            holder: the version that has it until now. Default: none has.
        """
        taken = {"RemoveFromVersionId": holder.id} if holder else {}
        self.client.update_secret_version_stage(SecretId=self.arn, VersionStage=label, MoveToVersionId=to, **taken)

    def stamp(self, version: Version, prefix: str, now: datetime, *, count: str = "") -> None:
        """Label a version with a time, in the place of an earlier one; the new label comes first, so that one is there.

        Args:
            version: the version.
            prefix: what the time means.
            now: the time.
            count: what stands before the time.
        """
        label = f"{prefix}{count}{now.strftime(_TIME)}"
        if label not in version.labels:
            self.move(label, to=version.id)
        self.unlabel(version, *(former for former in version.labelled(prefix) if former != label))

    def count_use(self, version: Version, now: datetime) -> None:
        """Note that a key was found to be in use, once more than before."""
        self.stamp(version, STILL_USED, now, count=f"{version.times_still_used + 1}-")

    def unlabel(self, version: Version, *labels: str) -> None:
        """Take labels from a version."""
        for label in labels:
            self.client.update_secret_version_stage(
                SecretId=self.arn, VersionStage=label, RemoveFromVersionId=version.id
            )

    def forget(self, version: Version) -> None:
        """Take all labels of ours from a version, whose key is gone: Secrets Manager may discard it then."""
        # The key last: without it, nobody would come back for the others.
        self.unlabel(version, *version.labelled(*_FATE), *version.labelled(KEY))
