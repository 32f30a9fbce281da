"""Which keys are deleted when the user goes, and which are not."""

import json

import pytest

from tests.handlers.fake_aws import SECRET, USER, FakeAws
from tests.handlers.rotated_user import DELETE_AFTER, GRACE, STEPS, RotatedUser


@pytest.fixture(params=[True, False], ids=["first value is current", "first value is pending"])
def user(request: pytest.FixtureRequest) -> RotatedUser:
    return RotatedUser(FakeAws(first_is_current=request.param))


def test_the_one_key_is_deleted(user: RotatedUser) -> None:
    user.make_first_key()
    user.destroy()
    assert user.statuses == {}


@pytest.mark.parametrize("steps", range(5))
def test_in_the_middle_of_a_rotation_both_are(user: RotatedUser, steps: int) -> None:
    user.make_first_key()
    user.aws.begin_rotation("second")
    for name in STEPS[:steps]:
        user.step(name, "second")
    user.destroy()
    assert user.statuses == {}


def test_in_the_middle_of_a_grace_period_both_are(user: RotatedUser) -> None:
    user.make_first_key()
    user.rotate("second")
    user.aws.clock += GRACE / 2
    user.retire()
    user.destroy()
    assert user.statuses == {}


def test_a_key_that_is_switched_off_is_too(user: RotatedUser) -> None:
    user.make_first_key()
    user.rotate("second")
    user.aws.clock += GRACE
    user.retire()
    assert "Inactive" in user.statuses.values()
    user.destroy()
    assert user.statuses == {}


def test_and_one_of_a_rotation_that_was_given_up(user: RotatedUser) -> None:
    user.make_first_key()
    user.aws.begin_rotation("second")
    user.step("createSecret", "second")
    user.aws.end_of_pending()
    user.destroy()
    assert user.statuses == {}


def test_again_it_changes_nothing(user: RotatedUser) -> None:
    user.make_first_key()
    for _ in range(2):
        user.destroy()
    assert user.statuses == {}


@pytest.mark.parametrize("call", range(8))
@pytest.mark.parametrize("done", [False, True])
def test_after_a_crash_at_any_call_the_rest_goes(user: RotatedUser, call: int, done: bool) -> None:
    user.make_first_key()
    user.rotate("second")
    with user.crash((call, done)):
        user.destroy()
    user.destroy()
    assert user.statuses == {}


class TestAKeyOfAPerson:
    def test_it_stays(self, user: RotatedUser) -> None:
        user.make_first_key()
        theirs = user.aws.made_by_hand()
        user.destroy()
        assert user.statuses == {theirs: "Active"}

    def test_it_stays_after_everything_else_has_gone(self, user: RotatedUser) -> None:
        user.make_first_key()
        user.rotate("second")
        for time in (GRACE, DELETE_AFTER):
            user.aws.clock += time
            user.retire()
        theirs = user.aws.made_by_hand()
        user.destroy()
        assert user.statuses == {theirs: "Active"}

    def test_it_stays_if_it_was_there_before_a_creation_that_was_interrupted(self, user: RotatedUser) -> None:
        user.make_first_key()
        theirs = user.aws.made_by_hand()
        user.aws.wait(seconds=1)
        user.aws.begin_rotation("second")
        user.destroy()
        assert user.statuses == {theirs: "Active"}

    def test_it_stays_if_it_is_older_than_the_secret(self, user: RotatedUser) -> None:
        theirs = user.aws.made_by_hand()
        user.aws.wait(seconds=1)
        user.aws.made_at = user.aws.clock
        user.destroy()
        assert user.statuses == {theirs: "Active"}

    def test_it_stays_if_the_pending_version_has_a_key_that_is_current_too(self, user: RotatedUser) -> None:
        user.make_first_key()
        user.aws.begin_rotation("second")
        user.aws.versions["second"].value = user.aws.versions["first"].value
        theirs = user.aws.made_by_hand()
        user.destroy()
        assert user.statuses == {theirs: "Active"}

    @pytest.mark.parametrize("is_seen", [True, False])
    def test_written_into_the_secret_it_goes_if_a_run_has_seen_it_there(self, user: RotatedUser, is_seen: bool) -> None:
        key = user.aws.new_key(USER)
        user.aws.secretsmanager.put_secret_value(
            SecretId=SECRET, ClientRequestToken="by hand", SecretString=f'{{"AccessKeyId": "{key.id}"}}'
        )
        if is_seen:
            user.retire()
        user.destroy()
        assert user.statuses == ({} if is_seen else {key.id: "Active"})

    def test_made_while_a_creation_was_interrupted_nobody_can_tell_it_from_ours(self, user: RotatedUser) -> None:
        user.make_first_key()
        user.aws.begin_rotation("second")
        user.aws.wait(minutes=1)
        user.aws.made_by_hand()
        user.destroy()
        assert user.statuses == {}


class TestACreationThatWasInterrupted:
    def test_of_the_first_key_leaves_none(self, user: RotatedUser) -> None:
        for call in range(12):
            for done in (False, True):
                with user.crash((call, done)):
                    user.make_first_key()
                user.destroy()
                assert user.statuses == {}
                user.aws.versions.clear()

    def test_of_a_further_key_leaves_none(self, user: RotatedUser) -> None:
        user.make_first_key()
        user.aws.wait(days=60)
        user.aws.begin_rotation("second")
        with user.crash_after("create_access_key"):
            user.step("createSecret", "second")
        assert len(user.statuses) == 2
        user.destroy()
        assert user.statuses == {}

    def test_that_an_administrator_has_ended_leaves_a_key_that_nobody_knows_of(self, user: RotatedUser) -> None:
        first = user.make_first_key()
        user.aws.begin_rotation("second")
        with user.crash_after("create_access_key"):
            user.step("createSecret", "second")
        user.aws.end_of_pending()
        user.destroy()
        assert len(user.statuses.keys() - {first}) == 1

    def test_whose_version_has_gone_in_the_meantime_leaves_what_nobody_knows_of(
        self, user: RotatedUser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        user.make_first_key()
        user.aws.begin_rotation("second")
        monkeypatch.setattr(user.aws.secretsmanager, "list_secret_version_ids", lambda **_: {"Versions": []})
        theirs = user.aws.made_by_hand()
        user.destroy()
        assert user.statuses == {theirs: "Active"}


def test_a_secret_that_has_gone_names_no_key(user: RotatedUser) -> None:
    first = user.make_first_key()
    user.aws.secret_exists = False
    user.destroy()
    assert user.statuses == {first: "Active"}


def test_a_user_that_has_gone_has_no_keys(user: RotatedUser) -> None:
    user.make_first_key()
    del user.aws.keys[USER]
    user.destroy()


def test_of_a_renamed_user_the_key_of_a_rotation_that_was_under_way_goes_too(user: RotatedUser) -> None:
    user.make_first_key()
    user.aws.begin_rotation("second")
    user.step("createSecret", "second")
    user.aws.wait(seconds=1)
    user.renamed("Weekly").make_first_key("third")
    user.destroy()
    assert user.statuses == {}


def test_of_a_renamed_user_the_keys_of_the_old_name_go_and_of_the_new_one_stay(user: RotatedUser) -> None:
    user.make_first_key()
    user.rotate("second")
    user.aws.wait(seconds=1)
    renamed = user.renamed("Weekly")
    new = renamed.make_first_key("third")
    user.destroy()
    assert (user.statuses, renamed.statuses) == ({}, {new: "Active"})


def test_the_key_that_cloudformation_makes_when_rotation_is_taken_away_stays(user: RotatedUser) -> None:
    user.make_first_key()
    key = user.aws.new_key(USER)
    value = json.dumps({"UserName": USER, "AccessKeyId": key.id, "SecretAccessKey": key.secret})
    user.aws.secretsmanager.put_secret_value(SecretId=SECRET, ClientRequestToken="exempt", SecretString=value)
    user.destroy()
    assert user.statuses == {key.id: "Active"}
    assert user.current == key.id
