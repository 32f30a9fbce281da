"""The four steps, and the first key."""

import json
import logging
from collections.abc import Iterator

import pytest
from botocore.exceptions import ClientError

from iam_stacks.handlers.custom_resource import RefusalError
from tests.handlers.fake_aws import CURRENT, PENDING, PREVIOUS, SECRET, USER, FakeAws, error
from tests.handlers.rotated_user import STEPS, RotatedUser


@pytest.fixture(params=[True, False], ids=["first value is current", "first value is pending"])
def user(request: pytest.FixtureRequest) -> RotatedUser:
    return RotatedUser(FakeAws(first_is_current=request.param))


@pytest.fixture
def rotated(user: RotatedUser) -> RotatedUser:
    """A user with a first key, and a rotation that has just begun."""
    user.make_first_key()
    user.aws.wait(days=60)
    user.aws.begin_rotation("second")
    return user


class TestTheFirstKey:
    def test_readers_of_the_secret_get_it(self, user: RotatedUser) -> None:
        first = user.make_first_key()
        assert user.aws.current_key() == {
            "UserName": USER,
            "AccessKeyId": first,
            "SecretAccessKey": user.aws.keys[USER][first].secret,
        }
        assert user.aws.labels("first") == {CURRENT, f"AccessKeyId-{first}"}

    def test_made_again_by_the_same_request_it_is_the_same(self, user: RotatedUser) -> None:
        first = user.make_first_key()
        assert user.make_first_key() == first
        assert user.statuses == {first: "Active"}

    def test_a_late_retry_of_its_request_does_not_bring_it_back(self, user: RotatedUser) -> None:
        user.make_first_key()
        second = user.rotate("second")
        assert user.make_first_key() == second

    @pytest.mark.parametrize("call", range(11))
    @pytest.mark.parametrize("done", [False, True])
    def test_after_a_crash_at_any_call_the_same_request_makes_it(
        self, user: RotatedUser, call: int, done: bool
    ) -> None:
        with user.crash((call, done)):
            user.make_first_key()
        first = user.make_first_key()
        assert user.statuses == {first: "Active"}
        assert user.aws.holder(PENDING) is None

    def test_a_key_that_was_there_before_is_deleted(self, user: RotatedUser) -> None:
        user.aws.made_by_hand()
        first = user.make_first_key()
        assert user.statuses == {first: "Active"}

    @pytest.mark.parametrize("call", range(13))
    def test_it_replaces_one_that_cloudformation_made_before_the_key_rotated_and_deletes_now(
        self, user: RotatedUser, call: int
    ) -> None:
        id = by_hand(user)
        with user.crash((call, True)):
            user.make_first_key()
        first = user.make_first_key()
        assert first != id
        assert user.statuses == {id: "Active", first: "Active"}
        assert any(label.startswith("ReplacedAt-") for label in user.aws.labels("by hand"))

    def test_for_a_renamed_user_it_replaces_the_one_of_the_old_name(self, user: RotatedUser) -> None:
        first = user.make_first_key()
        renamed = user.renamed("Weekly")
        second = renamed.make_first_key("second")
        assert renamed.statuses == {second: "Active"}
        assert user.statuses == {first: "Active"}
        assert any(label.startswith("ReplacedAt-") for label in user.aws.labels("first"))

    def test_when_the_old_name_comes_back_so_does_its_key(self, user: RotatedUser) -> None:
        first = user.make_first_key()
        user.renamed("Weekly").make_first_key("second")
        user.aws.wait(seconds=5)
        user.rotation.bring_key_back(token="third")
        assert user.current == first


class TestCreate:
    def test_the_key_is_in_the_pending_version_and_named_by_its_label(self, rotated: RotatedUser) -> None:
        first = rotated.current
        rotated.step("createSecret", "second")
        (second,) = rotated.statuses.keys() - {first}
        assert rotated.aws.labels("second") == {PENDING, f"AccessKeyId-{second}"}
        assert json.loads(rotated.aws.versions["second"].value or "")["AccessKeyId"] == second
        assert rotated.current == first

    def test_again_it_changes_nothing(self, rotated: RotatedUser) -> None:
        rotated.step("createSecret", "second")
        keys, labels = rotated.statuses, rotated.aws.labels("second")
        rotated.step("createSecret", "second")
        assert (rotated.statuses, rotated.aws.labels("second")) == (keys, labels)

    def test_a_key_whose_secret_was_lost_in_a_crash_is_deleted(self, rotated: RotatedUser) -> None:
        with rotated.crash_after("create_access_key"):
            rotated.step("createSecret", "second")
        (lost,) = rotated.statuses.keys() - {rotated.current}
        rotated.step("createSecret", "second")
        assert len(rotated.statuses) == 2
        assert lost not in rotated.statuses

    def test_a_key_that_a_person_made_beside_it_is_deleted(self, rotated: RotatedUser) -> None:
        theirs = rotated.aws.made_by_hand()
        rotated.step("createSecret", "second")
        assert theirs not in rotated.statuses

    @pytest.mark.parametrize("calls", range(4))
    def test_the_key_of_a_rotation_that_was_given_up_is_deleted(self, rotated: RotatedUser, calls: int) -> None:
        rotated.step("createSecret", "second")
        (abandoned,) = rotated.statuses.keys() - {rotated.current}
        rotated.aws.end_of_pending()
        rotated.retire()
        rotated.aws.begin_rotation("third")
        with rotated.crash((3 + calls, False)):
            rotated.step("createSecret", "third")
        rotated.step("createSecret", "third")
        assert abandoned not in rotated.statuses
        assert len(rotated.statuses) == 2

    def test_and_its_version_is_forgotten(self, rotated: RotatedUser) -> None:
        rotated.step("createSecret", "second")
        rotated.aws.end_of_pending()
        rotated.aws.begin_rotation("third")
        rotated.step("createSecret", "third")
        assert "second" not in rotated.aws.versions

    def test_it_waits_until_the_former_key_is_retired(self, rotated: RotatedUser) -> None:
        first = rotated.current
        rotated.rotate("second")
        rotated.aws.begin_rotation("third")
        with pytest.raises(RefusalError, match=f"^key {first} is still to be retired: the next rotation starts when"):
            rotated.step("createSecret", "third")
        assert len(rotated.statuses) == 2

    def test_a_key_that_a_person_wrote_into_the_secret_is_known_and_stays(self, user: RotatedUser) -> None:
        id = by_hand(user)
        second = user.rotate("second")
        assert user.statuses == {id: "Active", second: "Active"}
        assert user.aws.labels("by hand") >= {PREVIOUS, f"AccessKeyId-{id}"}

    def test_an_edited_secret_still_holds_its_key(self, user: RotatedUser) -> None:
        first = user.make_first_key()
        put(user, "edited", {**user.aws.current_key(), "Remark": "ours"})
        second = user.rotate("second")
        assert user.statuses == {first: "Active", second: "Active"}
        assert user.aws.labels("edited") >= {PREVIOUS, f"AccessKeyId-{first}"}

    def test_of_a_version_whose_key_a_person_has_copied_makes_no_other(self, rotated: RotatedUser) -> None:
        for name in STEPS[:3]:
            rotated.step(name, "second")
        keys = rotated.statuses
        put(rotated, "copied", json.loads(rotated.aws.versions["second"].value or ""))
        rotated.step("createSecret", "second")
        assert rotated.statuses == keys
        with pytest.raises(RefusalError, match="holds no key that rotation has made"):
            rotated.step("finishSecret", "second")

    @pytest.mark.parametrize("value", ['{"Password": "x"}', "AKIA:wJal", '["x"]'])
    def test_when_nobody_knows_which_key_is_in_use_none_is_deleted(self, user: RotatedUser, value: str) -> None:
        first = user.make_first_key()
        user.aws.wait(seconds=1)
        for token in ("one", "two"):
            user.aws.secretsmanager.put_secret_value(
                SecretId=SECRET, ClientRequestToken=token, SecretString=value + " "
            )
        user.aws.begin_rotation("second")
        with pytest.raises(RefusalError, match=r"^version two holds no access key: move AWSCURRENT to one that does$"):
            user.step("createSecret", "second")
        assert user.statuses == {first: "Active"}


class TestSet:
    def test_there_is_nothing_to_set(self, rotated: RotatedUser) -> None:
        rotated.step("createSecret", "second")
        labels = rotated.aws.labels("second").copy()
        rotated.step("setSecret", "second")
        assert rotated.aws.labels("second") == labels


class TestTest:
    def test_a_new_key_is_given_time_to_work(self, rotated: RotatedUser) -> None:
        rotated.step("createSecret", "second")
        rotated.aws.unknown_for = 4
        rotated.step("testSecret", "second")
        assert rotated.aws.slept == [1, 2, 4, 8]

    def test_a_key_that_does_not_work_after_a_minute_fails(self, rotated: RotatedUser) -> None:
        rotated.step("createSecret", "second")
        rotated.aws.unknown_for = 100
        with pytest.raises(ClientError, match="InvalidClientTokenId"):
            rotated.step("testSecret", "second")
        assert 60 <= sum(rotated.aws.slept) <= 120

    def test_another_error_is_no_reason_to_wait(self, rotated: RotatedUser, monkeypatch: pytest.MonkeyPatch) -> None:
        def refused(key: object) -> str:
            raise error("AccessDenied")

        rotated.step("createSecret", "second")
        monkeypatch.setattr(rotated.aws, "identity", refused)
        with pytest.raises(ClientError, match="AccessDenied"):
            rotated.step("testSecret", "second")
        assert rotated.aws.slept == []

    def test_a_key_of_somebody_else_is_refused(self, rotated: RotatedUser) -> None:
        rotated.renamed("Weekly")
        theirs = rotated.aws.new_key("Weekly")
        rotated.secret.put("second", {"AccessKeyId": theirs.id, "SecretAccessKey": theirs.secret})
        with pytest.raises(RefusalError, match=rf"^key {theirs.id} belongs to arn:.*/Weekly, not to {USER}$"):
            rotated.step("testSecret", "second")

    def test_a_new_schedule_is_tried_with_a_version_that_has_no_value(self, rotated: RotatedUser) -> None:
        rotated.step("testSecret", "second")
        assert rotated.aws.calls[-1] == "get_secret_value"

    def test_or_with_one_that_has_the_value_of_the_current_one(self, rotated: RotatedUser) -> None:
        rotated.aws.versions["second"].value = rotated.aws.versions["first"].value
        rotated.step("testSecret", "second")
        assert rotated.aws.calls[-1] == "get_caller_identity"


class TestFinish:
    def test_readers_get_the_new_key_and_the_old_one_works_on(self, rotated: RotatedUser) -> None:
        first = rotated.current
        second = rotated.rotate("second")
        assert rotated.statuses == {first: "Active", second: "Active"}
        assert rotated.aws.labels("second") == {CURRENT, f"AccessKeyId-{second}"}
        assert rotated.aws.labels("first") == {PREVIOUS, f"AccessKeyId-{first}", "ReplacedAt-20260302T120000Z"}

    @pytest.mark.parametrize("call", range(7))
    @pytest.mark.parametrize("done", [False, True])
    def test_after_a_crash_at_any_call_it_is_finished_again(self, rotated: RotatedUser, call: int, done: bool) -> None:
        first = rotated.current
        for name in STEPS[:3]:
            rotated.step(name, "second")
        with rotated.crash((call, done)):
            rotated.step("finishSecret", "second")
        rotated.aws.wait(seconds=30)
        rotated.step("finishSecret", "second")
        assert rotated.current != first
        assert rotated.aws.holder(PENDING) is None
        assert len([label for label in rotated.aws.labels("first") if label.startswith("ReplacedAt-")]) == 1

    def test_a_version_without_a_key_never_becomes_current(self, rotated: RotatedUser) -> None:
        first = rotated.current
        with pytest.raises(RefusalError, match=r"^version second holds no key that rotation has made$"):
            rotated.step("finishSecret", "second")
        assert rotated.current == first

    def test_a_key_that_a_person_took_away_after_its_test_never_becomes_current(self, rotated: RotatedUser) -> None:
        first = rotated.current
        for name in STEPS[:3]:
            rotated.step(name, "second")
        (second,) = rotated.statuses.keys() - {first}
        rotated.keys.delete(second)
        with pytest.raises(ClientError, match="InvalidClientTokenId"):
            rotated.step("finishSecret", "second")
        assert rotated.current == first

    def test_what_was_noted_of_a_key_before_a_person_brought_it_back_is_forgotten(self, rotated: RotatedUser) -> None:
        rotated.rotate("second")
        for _ in range(2):
            rotated.aws.wait(days=2)
            rotated.aws.use(next(iter(rotated.statuses)))
            rotated.retire()
        rotated.aws.move(CURRENT, "first")
        rotated.aws.iam.delete_access_key(UserName=USER, AccessKeyId=list(rotated.statuses)[1])
        rotated.rotate("third")
        assert not [label for label in rotated.aws.labels("first") if label.startswith(("StillUsed", "Inactive"))]


class TestASteps:
    @pytest.mark.parametrize("name", STEPS)
    def test_of_another_secret_is_refused(self, rotated: RotatedUser, name: str) -> None:
        with pytest.raises(RefusalError, match=rf"^this function rotates {SECRET}, not arn:other$"):
            rotated.rotation.step(name, secret="arn:other", token="second")

    @pytest.mark.parametrize("name", STEPS)
    def test_of_a_version_that_is_not_there_is_refused(self, rotated: RotatedUser, name: str) -> None:
        with pytest.raises(RefusalError, match=r"^version third of the secret is not pending$"):
            rotated.step(name, "third")

    @pytest.mark.parametrize("name", STEPS)
    def test_that_comes_after_the_next_rotation_brings_no_old_key_back(self, rotated: RotatedUser, name: str) -> None:
        second = rotated.rotate("second")
        with pytest.raises(RefusalError, match=r"^version first of the secret is not pending$"):
            rotated.step(name, "first")
        assert rotated.current == second

    @pytest.mark.parametrize("name", STEPS)
    def test_of_a_version_that_is_current_already_changes_nothing(self, rotated: RotatedUser, name: str) -> None:
        rotated.rotate("second")
        before = (rotated.statuses, rotated.aws.labels("second").copy())
        rotated.step(name, "second")
        assert (rotated.statuses, rotated.aws.labels("second")) == before


def test_no_secret_is_in_a_log_or_an_error(user: RotatedUser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    said = []
    for failing in failures(user):
        said.append(failing)
    assert said
    secrets = user.aws.secrets()
    assert len(secrets) == 2
    assert not [secret for secret in secrets if secret in caplog.text + "".join(said)]


def failures(user: RotatedUser) -> Iterator[str]:
    """Everything that can go wrong with two keys, in words."""
    user.make_first_key()
    user.rotate("second")
    user.aws.begin_rotation("third")
    for name in ("createSecret", "finishSecret"):
        with pytest.raises(RefusalError) as refused:
            user.step(name, "third")
        yield repr(refused.value)
    user.aws.unknown_for = 100
    user.secret.client.put_secret_value(
        SecretId=SECRET,
        ClientRequestToken="third",
        SecretString=user.aws.versions["second"].value,
        VersionStages=[PENDING],
    )
    with pytest.raises(ClientError) as failed:
        user.step("testSecret", "third")
    yield repr(failed.value)


def by_hand(user: RotatedUser) -> str:
    """A person makes a key and writes it into the secret."""
    key = user.aws.new_key(USER)
    put(user, "by hand", {"AccessKeyId": key.id, "SecretAccessKey": key.secret})
    return key.id


def put(user: RotatedUser, token: str, value: dict[str, str]) -> None:
    user.aws.secretsmanager.put_secret_value(SecretId=SECRET, ClientRequestToken=token, SecretString=json.dumps(value))
