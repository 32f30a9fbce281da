"""What becomes of a key that was replaced."""

import json
import logging
from datetime import timedelta

import pytest

from iam_stacks.handlers.custom_resource import RefusalError
from tests.handlers.fake_aws import CURRENT, PREVIOUS, SECRET, USER
from tests.handlers.rotated_user import DELETE_AFTER, GRACE, RotatedUser

A_SECOND = timedelta(seconds=1)


class Retiring(RotatedUser):
    """A user whose key has just been replaced."""

    def begin(self) -> None:
        self.former = self.make_first_key()
        self.aws.wait(days=60)
        self.new = self.rotate("second")

    def retire_after(self, time: timedelta) -> str | None:
        """Let time pass and the function run; return what became of the former key."""
        self.aws.clock += time
        self.retire()
        return self.statuses.get(self.former)

    def switch(self, id: str, status: str) -> None:
        self.aws.iam.update_access_key(UserName=USER, AccessKeyId=id, Status=status)

    def labels(self, prefix: str) -> list[str]:
        return sorted(label for label in self.aws.labels("first") if label.startswith(prefix))


@pytest.fixture
def user() -> Retiring:
    user = Retiring()
    user.begin()
    return user


def test_with_one_key_there_is_nothing_to_do() -> None:
    user = RotatedUser()
    user.retire()
    first = user.make_first_key()
    user.aws.wait(days=1000)
    user.retire()
    assert user.statuses == {first: "Active"}
    assert user.aws.notices == []


class TestGrace:
    def test_in_it_the_former_key_works_whether_used_or_not(self, user: Retiring) -> None:
        assert user.retire_after(GRACE - A_SECOND) == "Active"
        assert user.aws.notices == []

    def test_after_it_a_key_that_was_never_used_is_switched_off(self, user: Retiring) -> None:
        assert user.retire_after(GRACE) == "Inactive"
        assert user.statuses[user.new] == "Active"
        assert user.labels("InactiveSince-") == ["InactiveSince-20260303T120000Z"]

    def test_a_key_that_was_used_before_it_was_replaced_only_is_switched_off(self) -> None:
        user = Retiring()
        user.former = user.make_first_key()
        user.aws.use(user.former)
        user.aws.wait(seconds=5)
        user.rotate("second")
        assert user.retire_after(GRACE) == "Inactive"

    def test_whoever_has_subscribed_is_told(self, user: Retiring) -> None:
        user.retire_after(GRACE)
        assert user.aws.notices == [
            (
                "Access key of Nightly was switched off",
                f"Access key {user.former} of user Nightly was switched off. "
                "It was replaced at 2026-03-02 12:00:00+00:00. "
                "It is deleted after 7 days, 0:00:00; until then it can be switched on again."
                f"\n\n{SECRET}",
            )
        ]

    @pytest.mark.parametrize("call", range(8))
    @pytest.mark.parametrize("done", [False, True])
    def test_after_a_crash_at_any_call_it_is_switched_off_and_they_are_told(
        self, user: Retiring, call: int, done: bool
    ) -> None:
        with user.crash((call, done)):
            user.retire_after(GRACE)
        assert user.retire_after(A_SECOND) == "Inactive"
        assert set(user.subjects) == {"Access key of Nightly was switched off"}
        assert len(user.labels("InactiveSince-")) == 1


class TestAKeyThatIsStillInUse:
    def use_and_wait(self, user: Retiring) -> str | None:
        user.aws.wait(hours=1)
        user.aws.use(user.former, "dynamodb", "eu-west-1")
        return user.retire_after(GRACE)

    def test_it_stays_for_one_more_period_and_is_reported(self, user: Retiring) -> None:
        assert self.use_and_wait(user) == "Active"
        assert user.aws.notices == [
            (
                "Access key of Nightly is still in use",
                f"Access key {user.former} of user Nightly is still in use. It was replaced, and then used at "
                "2026-03-02 13:00:00+00:00 for dynamodb in eu-west-1. Let whatever uses it read the secret again; it "
                f"stays for one more period.\n\n{SECRET}",
            )
        ]
        assert user.labels("StillUsed-") == ["StillUsed-1-20260303T130000Z"]

    def test_within_that_period_it_is_not_reported_again(self, user: Retiring) -> None:
        self.use_and_wait(user)
        assert user.retire_after(GRACE - A_SECOND) == "Active"
        assert len(user.aws.notices) == 1

    def test_used_once_after_the_switch_it_is_switched_off_a_period_later(self, user: Retiring) -> None:
        self.use_and_wait(user)
        assert user.retire_after(GRACE) == "Inactive"

    def test_used_in_the_second_when_the_period_began_it_counts_as_used(self, user: Retiring) -> None:
        user.aws.use(user.former)
        assert user.retire_after(GRACE) == "Active"

    def test_found_twice_it_is_reported_twice_and_the_run_succeeds(self, user: Retiring) -> None:
        for _ in range(2):
            assert self.use_and_wait(user) == "Active"
        assert len(user.aws.notices) == 2
        assert user.labels("StillUsed-") == ["StillUsed-2-20260304T140000Z"]

    def test_found_three_times_the_run_fails_and_once_more_in_each_further_period(self, user: Retiring) -> None:
        for _ in range(2):
            self.use_and_wait(user)
        with pytest.raises(
            RefusalError,
            match=f"^key {user.former} of {USER} was replaced at 2026-03-02 12:00:00.00:00 and is still in use$",
        ):
            self.use_and_wait(user)
        assert len(user.aws.notices) == 3
        for _ in range(2):
            assert user.retire_after(timedelta(hours=1)) == "Active"
        assert len(user.aws.notices) == 3
        with pytest.raises(RefusalError, match=r"is still in use$"):
            self.use_and_wait(user)
        assert len(user.aws.notices) == 4
        assert user.retire_after(GRACE) == "Inactive"
        assert user.retire_after(DELETE_AFTER) is None

    def test_a_dozen_times_it_has_one_label_for_it(self, user: Retiring) -> None:
        for _ in range(2):
            self.use_and_wait(user)
        for _ in range(30):
            with pytest.raises(RefusalError):
                self.use_and_wait(user)
        assert [label[:13] for label in user.labels("StillUsed-")] == ["StillUsed-32-"]

    @pytest.mark.parametrize("call", range(9))
    @pytest.mark.parametrize("done", [False, True])
    def test_after_a_crash_at_any_call_it_is_neither_switched_off_nor_counted_twice(
        self, user: Retiring, call: int, done: bool
    ) -> None:
        with user.crash((call, done)):
            self.use_and_wait(user)
        assert user.retire_after(A_SECOND) == "Active"
        assert [label[:12] for label in user.labels("StillUsed-")] == ["StillUsed-1-"]


class TestDeletion:
    def test_it_comes_after_its_time(self, user: Retiring) -> None:
        user.retire_after(GRACE)
        assert user.retire_after(DELETE_AFTER - A_SECOND) == "Inactive"
        assert user.retire_after(A_SECOND) is None
        assert user.statuses == {user.new: "Active"}

    def test_whoever_has_subscribed_is_told(self, user: Retiring) -> None:
        user.retire_after(GRACE)
        user.retire_after(DELETE_AFTER)
        assert user.aws.notices[1:] == [
            (
                "Access key of Nightly was deleted",
                f"Access key {user.former} of user Nightly was deleted. It had been switched off for long enough."
                f"\n\n{SECRET}",
            )
        ]

    def test_no_label_of_ours_is_left_and_the_next_rotation_may_come(self, user: Retiring) -> None:
        user.retire_after(GRACE)
        user.retire_after(DELETE_AFTER)
        assert user.aws.labels("first") == {PREVIOUS}
        third = user.rotate("third")
        assert user.statuses == {user.new: "Active", third: "Active"}

    @pytest.mark.parametrize("call", range(8))
    @pytest.mark.parametrize("done", [False, True])
    def test_after_a_crash_at_any_call_it_is_deleted_and_its_labels_go(
        self, user: Retiring, call: int, done: bool
    ) -> None:
        user.retire_after(GRACE)
        with user.crash((call, done)):
            user.retire_after(DELETE_AFTER)
        for _ in range(2):
            assert user.retire_after(timedelta(hours=2)) is None
        assert user.aws.labels("first") == {PREVIOUS}


class TestAPerson:
    def test_who_switches_the_former_key_on_again_has_it_counted_as_used(self, user: Retiring) -> None:
        user.retire_after(GRACE)
        user.switch(user.former, "Active")
        assert user.retire_after(DELETE_AFTER) == "Active"
        assert user.labels("InactiveSince-") == []
        assert user.labels("StillUsed-") == ["StillUsed-1-20260310T120000Z"]
        assert user.retire_after(GRACE - A_SECOND) == "Active"
        assert user.retire_after(A_SECOND) == "Inactive"

    @pytest.mark.parametrize("call", range(6))
    @pytest.mark.parametrize("done", [False, True])
    def test_who_switches_it_on_again_is_respected_after_a_crash_at_any_call(
        self, user: Retiring, call: int, done: bool
    ) -> None:
        user.retire_after(GRACE)
        user.switch(user.former, "Active")
        with user.crash((call, done)):
            user.retire_after(DELETE_AFTER)
        for _ in range(2):
            assert user.retire_after(A_SECOND) == "Active"

    def test_who_switches_it_off_has_it_deleted_in_time(self, user: Retiring) -> None:
        user.switch(user.former, "Inactive")
        assert user.retire_after(timedelta()) == "Inactive"
        assert user.subjects == ["Access key of Nightly was switched off"]
        assert user.retire_after(DELETE_AFTER - A_SECOND) == "Inactive"
        assert user.retire_after(A_SECOND) is None

    def test_who_deletes_it_leaves_a_version_that_is_forgotten_in_an_hour(self, user: Retiring) -> None:
        user.aws.iam.delete_access_key(UserName=USER, AccessKeyId=user.former)
        user.retire_after(timedelta(minutes=59))
        assert user.labels("AccessKeyId-") == [f"AccessKeyId-{user.former}"]
        user.retire_after(timedelta(minutes=2))
        assert user.aws.labels("first") == {PREVIOUS}
        assert user.aws.notices == []

    def test_who_makes_a_key_beside_them_keeps_it(self) -> None:
        user = RotatedUser()
        first = user.make_first_key()
        theirs = user.aws.made_by_hand()
        user.aws.wait(days=1000)
        user.retire()
        assert user.statuses == {first: "Active", theirs: "Active"}

    def test_who_moves_the_label_begins_the_time_of_grace_when_it_is_seen(self, user: Retiring) -> None:
        user.aws.move(CURRENT, "first")
        user.aws.wait(days=100)
        user.retire()
        assert any(label.startswith("ReplacedAt-") for label in user.aws.labels("second"))
        assert user.statuses == {user.former: "Active", user.new: "Active"}
        user.aws.clock += GRACE
        user.retire()
        assert user.statuses == {user.former: "Active", user.new: "Inactive"}

    @pytest.mark.parametrize("what", ["switched off", "deleted"])
    def test_who_takes_the_current_key_away_leaves_the_former_on(self, user: Retiring, what: str) -> None:
        if what == "deleted":
            user.aws.iam.delete_access_key(UserName=USER, AccessKeyId=user.new)
        else:
            user.switch(user.new, "Inactive")
        for _ in range(3):
            with pytest.raises(
                RefusalError, match=f"^the secret's current version holds no key that works: {USER} keeps the others$"
            ):
                user.retire_after(GRACE + DELETE_AFTER)
        assert user.statuses[user.former] == "Active"

    def test_who_edits_the_secret_does_not_hold_the_retirement_up(self, user: Retiring) -> None:
        put(user, "edited", {**user.aws.current_key(), "Remark": "ours"})
        assert user.retire_after(GRACE) == "Inactive"
        assert user.statuses[user.new] == "Active"

    def test_who_writes_the_former_key_back_makes_it_the_one_that_stays(self, user: Retiring) -> None:
        put(user, "back", json.loads(user.aws.versions["first"].value or ""))
        assert user.retire_after(GRACE) == "Active"
        assert user.aws.labels("first") == set()
        assert user.aws.labels("back") == {CURRENT, f"AccessKeyId-{user.former}"}
        assert user.retire_after(GRACE) == "Active"
        assert user.statuses[user.new] == "Inactive"

    def test_who_writes_what_is_no_key_into_the_secret_leaves_the_former_on(self, user: Retiring) -> None:
        user.aws.secretsmanager.put_secret_value(SecretId=SECRET, ClientRequestToken="x", SecretString="a password")
        with pytest.raises(RefusalError, match="holds no key that works"):
            user.retire_after(GRACE + DELETE_AFTER)
        assert set(user.statuses.values()) == {"Active"}


def test_the_key_of_a_rotation_under_way_is_left_alone(user: Retiring) -> None:
    user.retire_after(GRACE)
    user.retire_after(DELETE_AFTER)
    user.aws.begin_rotation("third")
    user.step("createSecret", "third")
    keys, labels = user.statuses, user.aws.labels("third").copy()
    user.retire_after(timedelta(days=365))
    assert (user.statuses, user.aws.labels("third")) == (keys, labels)


def put(user: Retiring, token: str, value: dict[str, object]) -> None:
    user.aws.secretsmanager.put_secret_value(SecretId=SECRET, ClientRequestToken=token, SecretString=json.dumps(value))


def test_no_secret_is_in_a_notice_or_a_log(user: Retiring, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = user.aws.secrets()
    user.aws.use(user.former)
    for _ in range(2):
        user.retire_after(GRACE)
    user.retire_after(DELETE_AFTER)
    said = caplog.text + "".join(subject + text for subject, text in user.aws.notices)
    assert len(user.aws.notices) == 3
    assert len(secrets) == 2
    assert not [secret for secret in secrets if secret in said]
