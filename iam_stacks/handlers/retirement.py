"""What becomes of a key that was replaced: it works for a time, is switched off, and is deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from .custom_resource import RefusalError
from .notices import Notices
from .rotating_secret import INACTIVE, REPLACED, RotatingSecret, Version, current_of
from .rotation import now
from .user_keys import AccessKey, LastUse, UserKeys

_PATIENCE = 3
"""How often a key must be found in use for the run to fail, which rings the alarm: once in each further period."""
_LISTED_BY_NOW = timedelta(hours=1)
"""IAM is eventually consistent: a key that it does not list may still be there."""


@dataclass(frozen=True)
class Retirement:
    """The retirement of a user's former keys.

    Attributes:
        keys: the keys of the user.
        secret: the secret whose versions name them.
        notices: who is told.
        grace: how long a former key works, and how long it must not have been used to be switched off.
        delete_after: how long after that it is deleted.
        clock: tells the time.
    """

    keys: UserKeys
    secret: RotatingSecret
    notices: Notices
    grace: timedelta
    delete_after: timedelta
    clock: Callable[[], datetime] = now

    def run(self) -> None:
        """Do what is due.

        Raises:
            RefusalError: the current key does not work, so that no other may be switched off; or a former one was found
                in use three times. What else was due is done.
        """
        versions = self.secret.adopted()
        users = self.keys.all()
        former = [each for each in versions.values() if each.key_id and each.is_former]
        if former and not self._has_working_key(versions, users):
            raise RefusalError(
                f"the secret's current version holds no key that works: {self.keys.user} keeps the others"
            )
        complaints = [complaint for each in former if (complaint := self._retire(each, users.get(str(each.key_id))))]
        if complaints:
            raise RefusalError("; ".join(complaints))

    def _has_working_key(self, versions: Mapping[str, Version], users: Mapping[str, AccessKey]) -> bool:
        current = current_of(versions)
        key = users.get(str(current.key_id)) if current else None
        return key is not None and key.is_active

    def _retire(self, version: Version, key: AccessKey | None) -> str | None:
        """Do what is due about one key; return what there is to complain of."""
        if version.replaced_at is None:
            # Another version became current without a rotation: the time begins when that is seen.
            self.secret.stamp(version, REPLACED, self.clock())
            return None
        if key is None:
            self._forget(version, version.replaced_at)
            return None
        if key.is_active:
            return self._switch_off(version, key, version.replaced_at)
        self._delete(version, key)
        return None

    def _forget(self, version: Version, replaced_at: datetime) -> None:
        if self.clock() - replaced_at > _LISTED_BY_NOW:
            self.secret.forget(version)

    def _switch_off(self, version: Version, key: AccessKey, replaced_at: datetime) -> str | None:
        """Switch a key off that nobody has used for a whole period, or note that somebody has."""
        if version.inactive_since:
            # A person switched it on again, and has a reason. Were the time forgotten first, a crash would forget them.
            self.secret.count_use(version, self.clock())
            self.secret.unlabel(version, *version.labelled(INACTIVE))
            return None
        begun_at = version.still_used_at or replaced_at
        if self.clock() - begun_at >= self.grace:
            use = self.keys.last_use(key.id)
            if use is None or use.at < begun_at:
                self.keys.switch_off(key.id)
                self._begin_deletion(version, key)
                return None
            self._tell("is still in use", key, _of(use))
            self.secret.count_use(version, self.clock())
            if version.times_still_used + 1 >= _PATIENCE:
                return f"key {key.id} of {self.keys.user} was replaced at {replaced_at} and is still in use"
        return None

    def _delete(self, version: Version, key: AccessKey) -> None:
        if version.inactive_since is None:
            # A person switched it off, or an earlier run went no further.
            self._begin_deletion(version, key)
        elif self.clock() - version.inactive_since >= self.delete_after:
            self.keys.delete(key.id)
            self.secret.forget(version)
            self._tell("was deleted", key, "It had been switched off for long enough.")

    def _begin_deletion(self, version: Version, key: AccessKey) -> None:
        # Told first: after a crash it is told again, rather than never.
        deletion = f"It is deleted after {self.delete_after}; until then it can be switched on again."
        self._tell("was switched off", key, f"It was replaced at {version.replaced_at}. {deletion}")
        self.secret.stamp(version, INACTIVE, self.clock())

    def _tell(self, what: str, key: AccessKey, text: str) -> None:
        subject = f"Access key of {self.keys.user} {what}"
        self.notices.tell(subject, f"Access key {key.id} of user {self.keys.user} {what}. {text}\n\n{self.secret.arn}")


def _of(use: LastUse) -> str:
    return (
        f"It was replaced, and then used at {use.at} for {use.service} in {use.region}. Let whatever uses it read the "
        "secret again; it stays for one more period."
    )
