"""A user whose key rotates in a fake account, and what is done to them: by AWS, by time, and by people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from iam_stacks.handlers.notices import Notices
from iam_stacks.handlers.removal import delete_recorded_keys
from iam_stacks.handlers.retirement import Retirement
from iam_stacks.handlers.rotating_secret import RotatingSecret
from iam_stacks.handlers.rotation import Rotation
from iam_stacks.handlers.user_keys import UserKeys
from tests.handlers.fake_aws import SECRET, TOPIC, USER, Crash, FakeAws

STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
GRACE, DELETE_AFTER = timedelta(days=1), timedelta(days=7)


@dataclass
class RotatedUser:
    """Runs the handler's parts. Nothing in them knows that the account is none."""

    aws: FakeAws = field(default_factory=FakeAws)
    name: str = USER

    @property
    def keys(self) -> UserKeys:
        return UserKeys(self.aws.iam, self.name)

    @property
    def secret(self) -> RotatingSecret:
        return RotatingSecret(self.aws.secretsmanager, SECRET)

    @property
    def rotation(self) -> Rotation:
        return Rotation(self.keys, self.secret, self.aws.identity, self.aws.now, self.aws.sleep)

    @property
    def retirement(self) -> Retirement:
        notices = Notices(self.aws.sns, TOPIC)
        return Retirement(self.keys, self.secret, notices, GRACE, DELETE_AFTER, self.aws.now)

    def renamed(self, name: str) -> RotatedUser:
        self.aws.keys.setdefault(name, {})
        return replace(self, name=name)

    def make_first_key(self, token: str = "first") -> str:
        self.rotation.make_first_key(token=token)
        return self.current

    def step(self, name: str, token: str) -> None:
        self.rotation.step(name, secret=SECRET, token=token)

    def rotate(self, token: str) -> str:
        """Let Secrets Manager rotate; return the id of the new key."""
        self.aws.begin_rotation(token)
        for name in STEPS:
            self.step(name, token)
        return self.current

    def retire(self) -> None:
        self.retirement.run()

    def destroy(self) -> None:
        delete_recorded_keys(self.keys, self.secret, other=self.secret)

    @property
    def current(self) -> str:
        return self.aws.current_key()["AccessKeyId"]

    @property
    def statuses(self) -> dict[str, str]:
        return {key.id: key.status for key in self.aws.keys[self.name].values()}

    @property
    def subjects(self) -> list[str]:
        return [subject for subject, _ in self.aws.notices]

    def crash(self, at: tuple[int, bool] | None) -> AbstractContextManager[None]:
        """End a run before one of its calls, or after it; None, or a number that it does not come to, for never."""
        begun_at = len(self.aws.calls)
        return self._crash(lambda call, done: (call - begun_at, done) == at)

    def crash_after(self, operation: str) -> AbstractContextManager[None]:
        """End a run after a call of an operation."""
        return self._crash(lambda _, done: done and self.aws.calls[-1] == operation)

    @contextmanager
    def _crash(self, is_there: Callable[[int, bool], bool]) -> Iterator[None]:
        def gate(call: int, done: bool) -> None:
            if is_there(call, done):
                raise Crash

        self.aws.gate = gate
        try:
            with suppress(Crash):
                yield
        finally:
            self.aws.gate = lambda *_: None
