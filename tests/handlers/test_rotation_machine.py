"""Whatever happens in whatever order: at every moment a key works, and readers of the secret get one that does.

`ROTATION_SEQUENCES=10000` runs that many sequences instead of a few hundred.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from iam_stacks.handlers.custom_resource import RefusalError
from tests.handlers.fake_aws import CURRENT, PENDING, PREVIOUS, SECRET, FakeAws
from tests.handlers.rotated_user import DELETE_AFTER, GRACE, STEPS, RotatedUser

SEQUENCES = int(os.environ.get("ROTATION_SEQUENCES", "300"))

Crash = tuple[int, bool] | None
CRASHES: st.SearchStrategy[Crash] = st.none() | st.tuples(st.integers(0, 9), st.booleans())
"""Before which of its calls, or after it, a run ends; it may have come to its own end by then."""
_DELETIONS = 3
"""How often a person may delete the old key and rotate at once: the labels of what has gone stay for an hour, and a
secret has 20 at most."""
_A_SECOND = timedelta(seconds=1)
"""Labels are that exact."""


class KeyOfAUser(RuleBasedStateMachine):
    """The life of a user's keys, from a deployment to the end. It knows what an onlooker sees: no label of ours.

    Attributes:
        count: how many lives came to an end.
    """

    count: ClassVar[int] = 0
    is_deployed = False

    @initialize(
        first_is_current=st.booleans(), crashes=st.lists(CRASHES, max_size=3), last=CRASHES, recovers=st.booleans()
    )
    def deploy(self, first_is_current: bool, crashes: list[Crash], last: Crash, recovers: bool) -> None:
        """CloudFormation creates; when the function crashed, Lambda runs the same request again."""
        self.last, self.recovers = last, recovers
        self.rotations = self.edits = self.deletions = 0
        self.by_people: set[str] = set()
        self.brought_back: set[str] = set()
        self.replaced_at: dict[str, datetime] = {}
        self.off_at: dict[str, datetime] = {}
        self.aws = FakeAws(first_is_current=first_is_current)
        self.user = RotatedUser(self.aws)
        for crash in crashes:
            with self._run(crash):
                self.user.make_first_key()
        with self._run(None):
            self.user.make_first_key()
        self.current = self.user.current
        assert self.user.statuses == {self.current: "Active"}
        self.is_deployed = True

    @rule(crash=CRASHES, name=st.sampled_from(STEPS))
    def run_a_step(self, name: str, crash: Crash) -> None:
        """A step of the last rotation, for the first time or again, in any order."""
        with self._run(crash):
            self.user.step(name, self._token)

    @rule(crash=CRASHES, number=st.integers(1, 4), name=st.sampled_from(STEPS))
    def run_a_step_late(self, name: str, number: int, crash: Crash) -> None:
        """A step of any rotation, long after or before its time."""
        with self._run(crash):
            self.user.step(name, f"rotation-{number}")

    @rule(crashes=st.lists(CRASHES, min_size=4, max_size=4))
    def rotate(self, crashes: list[Crash]) -> None:
        """Secrets Manager begins a rotation, unless one is pending, and runs each step until it succeeds."""
        self.begin_a_rotation()
        for name, crash in zip(STEPS, crashes, strict=True):
            for each in (crash, None):
                with self._run(each):
                    self.user.step(name, self._token)

    @rule()
    def begin_a_rotation(self) -> None:
        with suppress(ClientError):
            self.aws.begin_rotation(f"rotation-{self.rotations + 1}")
            self.rotations += 1

    @rule()
    def an_administrator_ends_a_rotation(self) -> None:
        self.aws.end_of_pending()

    @precondition(lambda self: "first" in self.aws.versions)
    @rule(crash=CRASHES)
    def create_again(self, crash: Crash) -> None:
        """Lambda runs the very first request once more, however late, while the version that it made is there."""
        with self._run(crash):
            self.user.make_first_key()
        assert self.user.current == self.current

    @rule(crash=CRASHES, hours=st.sampled_from((0, 1, 25, 24 * 8)), is_used=st.booleans())
    def retire(self, hours: int, is_used: bool, crash: Crash) -> None:
        """A run of the schedule, after a while in which somebody may have used the old key."""
        self.aws.wait(hours=hours / 2)
        for id in self._former() if is_used else ():
            self.aws.use(id)
        self.aws.wait(hours=hours / 2)
        before = self._theirs()
        with self._run(crash):
            self.user.retire()
        assert self._theirs() == before

    @precondition(lambda self: self._former())
    @rule(status=st.sampled_from(("Active", "Inactive")))
    def a_person_switches_the_old_key(self, status: str) -> None:
        for id in self._former():
            self.aws.iam.update_access_key(UserName=self.user.name, AccessKeyId=id, Status=status)

    @precondition(lambda self: self._former() and self.deletions < _DELETIONS)
    @rule()
    def a_person_deletes_the_old_key(self) -> None:
        self.deletions += 1
        for id in self._former():
            self.aws.iam.delete_access_key(UserName=self.user.name, AccessKeyId=id)

    @precondition(lambda self: len(self.user.statuses) == 1)
    @rule()
    def a_person_makes_a_key(self) -> None:
        self.by_people.add(self.aws.made_by_hand())

    @rule()
    def a_person_edits_the_secret(self) -> None:
        """A new version with the same key, and a remark."""
        self.edits += 1
        self.aws.secretsmanager.put_secret_value(
            SecretId=SECRET,
            ClientRequestToken=f"edit-{self.edits}",
            SecretString=json.dumps({**self.aws.current_key(), "Remark": self.edits}),
        )

    @rule()
    def a_person_goes_back_to_the_old_key(self) -> None:
        previous = self.aws.holder(PREVIOUS)
        id = self._key_in(previous)
        if self.user.statuses.get(id) == "Active":
            self.brought_back |= {id, self.current}
            self.aws.move(CURRENT, previous)

    @invariant()
    def a_key_works_and_it_is_the_one_that_readers_get(self) -> None:
        assert self.aws.identity(self.aws.current_key()).endswith(f"/{self.user.name}")

    @invariant()
    def there_is_no_third_key(self) -> None:
        assert len(self.user.statuses) <= 2

    def teardown(self) -> None:
        """The last run of all: CloudFormation deletes what it created, and again if the function crashed."""
        if not self.is_deployed:
            return
        if self.recovers:
            self._recover()
        pending = self.aws.holder(PENDING)
        version = self.aws.versions[pending] if pending else None
        begun_at = version.made_at.replace(microsecond=0) if version and version.value is None else None
        named = {self._key_in(each) for each in self.aws.versions}
        # Of a key that was made after a rotation began that went no further, nobody can tell who has made it. And of
        # one that was made before an administrator ended such a rotation, no trace is left.
        left = {
            key.id
            for key in self.aws.keys[self.user.name].values()
            if key.id not in named and not (begun_at and key.made_at >= begun_at)
        }
        for crash in (self.last, None):
            with self.user.crash(crash):
                self.user.destroy()
        assert set(self.user.statuses) == left
        type(self).count += 1

    def _recover(self) -> None:
        """When everybody has stopped interfering, the next rotation succeeds, and the old key goes in time."""
        self.aws.end_of_pending()
        for _ in range(4):
            self.aws.wait(days=8)
            # It may have been used three times, and be used no more.
            with self._run(None):
                self.user.retire()
            self._note()
        self.rotations += 1
        former, new = self.current, self.user.rotate(self._token)
        assert self.user.statuses == {former: "Active", new: "Active"}
        for statuses in ({former: "Inactive", new: "Active"}, {new: "Active"}):
            self.aws.wait(days=8)
            self.user.retire()
            assert self.user.statuses == statuses

    @property
    def _token(self) -> str:
        return f"rotation-{self.rotations}"

    @contextmanager
    def _run(self, crash: Crash) -> Iterator[None]:
        """A run of the function: it may refuse, and find a key that a person has switched off, and nothing else."""
        before, refusal = self.user.statuses, ""
        try:
            with self.user.crash(crash):
                yield
        except RefusalError as error:
            refusal = str(error)
        assert "no key that works" not in refusal
        for id in before.keys() - self.by_people - self.brought_back:
            self._watch(id, before[id], self.user.statuses.get(id))
        self.aws.wait(seconds=1)

    def _watch(self, id: str, before: str, after: str | None) -> None:
        """A key that somebody may have is given up step by step, and in time."""
        if id not in self.replaced_at or before == after:
            return
        if after == "Inactive":
            used_at = self.aws.keys[self.user.name][id].used.get("LastUsedDate", self.replaced_at[id])
            assert self.aws.clock - max(used_at, self.replaced_at[id]) >= GRACE - _A_SECOND
        else:
            assert (before, after) == ("Inactive", None)
            assert self.aws.clock - self.off_at[id] >= DELETE_AFTER - _A_SECOND

    @invariant()
    def _note(self) -> None:
        """What an onlooker writes down after each step."""
        if self.user.current != self.current:
            self.replaced_at[self.current] = self.aws.clock
            self.replaced_at.pop(self.user.current, None)
            self.current = self.user.current
        for id, status in self.user.statuses.items():
            if status == "Inactive":
                self.off_at.setdefault(id, self.aws.clock)

    def _theirs(self) -> dict[str, str]:
        return {id: status for id, status in self.user.statuses.items() if id in self.by_people}

    def _former(self) -> set[str]:
        return self.replaced_at.keys() & self.user.statuses.keys()

    def _key_in(self, version: str | None) -> str:
        value: dict[str, Any] = json.loads(self.aws.versions[version].value or "{}") if version else {}
        return str(value.get("AccessKeyId"))


@pytest.mark.no_cover
def test_in_any_order_of_runs_crashes_and_people_a_key_works_and_the_secret_holds_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    KeyOfAUser.count = 0
    run_state_machine_as_test(
        KeyOfAUser,
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=25,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
    with capsys.disabled():
        print(f"\n{KeyOfAUser.count} sequences of rotation, retirement, crashes and people: no key was lost")  # noqa: T201
    assert KeyOfAUser.count >= SEQUENCES
