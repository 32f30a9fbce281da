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
_OURS = (KEY, REPLACED, STILL_USED, INACTIVE)
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

    def labelled(self, prefix: str) -> list[str]:
        """Return the labels that have a prefix."""
        return [label for label in self.labels if label.startswith(prefix)]

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
    def is_abandoned(self) -> bool:
        """Whether an earlier rotation left it behind: nobody was ever given its key."""
        return not (self.is_current or PREVIOUS in self.labels or self.replaced_at)

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

    def created_at(self) -> datetime:
        """Return when the secret was made."""
        made: datetime = self.client.describe_secret(SecretId=self.arn)["CreatedDate"]
        return made

    def version_created_at(self, version: Version) -> datetime | None:
        """Return when a version was begun; None if there is none by now."""
        more: dict[str, str] = {}
        while True:
            page = self.client.list_secret_version_ids(SecretId=self.arn, IncludeDeprecated=True, **more)
            for each in page["Versions"]:
                if each["VersionId"] == version.id:
                    begun: datetime = each["CreatedDate"]
                    return begun
            if "NextToken" not in page:
                return None
            more = {"NextToken": page["NextToken"]}

    def value(self, version_id: str) -> Mapping[str, str] | None:
        """Return the value of a version; None if it has none, or none that could be a key."""
        try:
            answer = self.client.get_secret_value(SecretId=self.arn, VersionId=version_id)
        except self.client.exceptions.ResourceNotFoundException:
            return None
        parsed = json.loads(answer["SecretString"])
        return parsed if isinstance(parsed, dict) else None

    def put(self, token: str, key: Mapping[str, str]) -> None:
        """Write a key into the pending version, and the label that names it, in one call."""
        self.client.put_secret_value(
            SecretId=self.arn,
            ClientRequestToken=token,
            SecretString=json.dumps(dict(key)),
            VersionStages=[PENDING, KEY + key["AccessKeyId"]],
        )

    def make_current(self, token: str, former: Version | None) -> None:
        """Move AWSCURRENT; AWSPREVIOUS follows by itself."""
        moved = {"RemoveFromVersionId": former.id} if former else {}
        self.client.update_secret_version_stage(SecretId=self.arn, VersionStage=CURRENT, MoveToVersionId=token, **moved)

    def label(self, version: Version, label: str) -> None:
        """Add a label to a version, unless it has it."""
        if label not in version.labels:
            self.client.update_secret_version_stage(SecretId=self.arn, VersionStage=label, MoveToVersionId=version.id)

    def stamp(self, version: Version, prefix: str, now: datetime, *, count: str = "") -> None:
        """Label a version with a time, in the place of an earlier one; the new label comes first, so that one is there.

        Args:
            version: the version.
            prefix: what the time means.
            now: the time.
            count: what stands before the time.
        """
        label = f"{prefix}{count}{now.strftime(_TIME)}"
        self.label(version, label)
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
        self.unlabel(version, *(label for label in version.labels if label.startswith(_OURS)))
