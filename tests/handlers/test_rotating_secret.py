"""What the labels say; and that the fake account answers as moto does, which answers as AWS."""

import json
import uuid
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.handlers.rotating_secret import INACTIVE, KEY, REPLACED, STILL_USED, RotatingSecret, Version
from iam_stacks.handlers.user_keys import UserKeys
from tests.handlers.fake_aws import CURRENT, PENDING, PREVIOUS, SECRET, USER, FakeAws
from tests.handlers.rotated_user import RotatedUser

NOON = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1)).map(
    lambda time: time.replace(microsecond=0, tzinfo=timezone.utc)
)


class TestAVersion:
    def test_without_labels_it_says_nothing(self) -> None:
        version = Version("v", ())
        assert version.key_id is None
        assert version.replaced_at is version.still_used_at is version.inactive_since is None
        assert version.times_still_used == 0

    def test_of_two_times_the_later_one_counts(self) -> None:
        labels = ("ReplacedAt-20260101T120000Z", "ReplacedAt-20251231T235959Z")
        assert Version("v", labels).replaced_at == NOON

    @pytest.mark.parametrize(
        ("labels", "current", "pending", "former"),
        [
            ((CURRENT,), True, False, False),
            ((CURRENT, PENDING), True, False, False),
            ((CURRENT, "ReplacedAt-20260101T120000Z"), True, False, False),
            ((PENDING,), False, True, False),
            ((PREVIOUS,), False, False, True),
            (("ReplacedAt-20260101T120000Z",), False, False, True),
            (("AccessKeyId-AKIA",), False, False, False),
        ],
    )
    def test_it_is_one_thing_at_most(self, labels: tuple[str, ...], current: bool, pending: bool, former: bool) -> None:
        version = Version("v", labels)
        assert (version.is_current, version.is_pending, version.is_former) == (current, pending, former)


class TestAStamp:
    @given(first=TIMES, second=TIMES)
    def test_it_reads_as_it_was_written_and_takes_the_place_of_an_earlier_one(
        self, first: datetime, second: datetime
    ) -> None:
        user = RotatedUser()
        user.make_first_key()
        for time in (first, second, second):
            for prefix in (REPLACED, INACTIVE):
                user.secret.stamp(user.secret.versions()["first"], prefix, time)
            user.secret.count_use(user.secret.versions()["first"], time)
        version = user.secret.versions()["first"]
        assert version.replaced_at == version.inactive_since == version.still_used_at == second
        assert version.times_still_used == 3
        assert len(version.labels) == len((CURRENT, KEY, REPLACED, INACTIVE, STILL_USED))
        assert max(len(label) for label in version.labels) <= 256

    def test_at_the_same_time_again_it_stays(self) -> None:
        user = RotatedUser()
        user.make_first_key()
        for _ in range(2):
            user.secret.stamp(user.secret.versions()["first"], REPLACED, NOON)
        assert user.secret.versions()["first"].labelled(REPLACED) == ["ReplacedAt-20260101T120000Z"]

    def test_at_no_moment_there_is_none(self) -> None:
        user = RotatedUser()
        user.make_first_key()
        user.secret.stamp(user.secret.versions()["first"], REPLACED, NOON)
        for call in range(4):
            version = user.secret.versions()["first"]
            with user.crash((call // 2, call % 2 == 1)):
                user.secret.stamp(version, REPLACED, NOON.replace(hour=13 + call))
            assert user.secret.versions()["first"].replaced_at


class TestAValue:
    @pytest.mark.parametrize("value", ["", "a password", "[]", "1", "null", '"AKIA"', "{"])
    def test_that_could_be_no_key_is_none(self, value: str) -> None:
        user = RotatedUser()
        user.aws.secretsmanager.put_secret_value(SecretId=SECRET, ClientRequestToken="v", SecretString=value)
        assert user.secret.value("v") is None

    def test_that_is_binary_is_none(self) -> None:
        class Client(FakeAws):
            exceptions = FakeAws().secretsmanager.exceptions

            def get_secret_value(self, **_: str) -> dict[str, bytes]:
                return {"SecretBinary": b"x"}

        assert RotatingSecret(Client(), SECRET).value("v") is None


def test_twenty_rotations_and_retirements_never_come_near_the_quota_of_labels() -> None:
    user = RotatedUser()
    user.make_first_key()
    most = 0
    for number in range(20):
        user.rotate(f"rotation-{number}")
        user.aws.use(next(iter(user.statuses)))
        for hours in (25, 25, 24 * 8, 2):
            user.aws.wait(hours=hours)
            user.retire()
            most = max(most, sum(len(version.labels) for version in user.aws.versions.values()))
        assert len(user.statuses) == 1
    assert most <= 10


class Account:
    """The same calls for the fake account, and for moto's."""

    def __init__(self, client: Callable[[str], Any], *, arn: str, token: Callable[[str], str]) -> None:
        self.secretsmanager, self.iam = client("secretsmanager"), client("iam")
        self.arn, self.token = arn, token

    def stages(self) -> list[tuple[str, ...]]:
        return sorted(tuple(sorted(labels)) for labels in self.described().values() if labels)

    def described(self) -> dict[str, list[str]]:
        return dict(self.secretsmanager.describe_secret(SecretId=self.arn).get("VersionIdsToStages") or {})

    def put(self, name: str, value: str, *stages: str) -> None:
        given = {"VersionStages": list(stages)} if stages else {}
        self.secretsmanager.put_secret_value(
            SecretId=self.arn, ClientRequestToken=self.token(name), SecretString=value, **given
        )

    def move(self, label: str, **versions: str) -> None:
        ids = {key: self.token(name) for key, name in versions.items()}
        self.secretsmanager.update_secret_version_stage(SecretId=self.arn, VersionStage=label, **ids)


@pytest.fixture(params=["fake", "moto"])
def account(request: pytest.FixtureRequest) -> Account:
    if request.param == "fake":
        return Account(FakeAws().client, arn=SECRET, token=str)
    boto3.client("iam").create_user(UserName=USER)
    arn = boto3.client("secretsmanager").create_secret(Name="Nightly")["ARN"]
    return Account(boto3.client, arn=arn, token=lambda name: str(uuid.uuid5(uuid.NAMESPACE_DNS, name)))


class TestTheFakeAccountIsAsStrictAsMoto:
    def test_an_empty_secret_has_no_versions(self, account: Account) -> None:
        assert account.described() == {}

    def test_a_value_without_stages_is_current_and_the_former_previous(self, account: Account) -> None:
        account.put("a", "1")
        account.put("b", "2")
        assert account.stages() == [(CURRENT,), (PREVIOUS,)]

    def test_labels_of_ours_stay_when_the_current_one_moves(self, account: Account) -> None:
        account.put("a", "1", CURRENT, "Key-a")
        account.put("b", "2", PENDING, "Key-b")
        account.move(CURRENT, MoveToVersionId="b", RemoveFromVersionId="a")
        account.move(PENDING, RemoveFromVersionId="b")
        assert account.stages() == [(CURRENT, "Key-b"), (PREVIOUS, "Key-a")]

    def test_the_current_label_is_taken_only_from_who_has_it(self, account: Account) -> None:
        account.put("a", "1", CURRENT)
        account.put("b", "2", PENDING)
        with pytest.raises(ClientError, match="InvalidParameterException"):
            account.move(CURRENT, MoveToVersionId="b")
        with pytest.raises(ClientError, match="InvalidParameterException"):
            account.move(CURRENT, MoveToVersionId="b", RemoveFromVersionId="b")

    def test_the_same_value_again_is_accepted_and_another_refused(self, account: Account) -> None:
        account.put("a", "1")
        account.put("a", "1")
        with pytest.raises(ClientError, match="ResourceExistsException"):
            account.put("a", "2")

    def test_what_is_not_there_is_not_found(self, account: Account) -> None:
        account.put("a", "1")
        with pytest.raises(account.secretsmanager.exceptions.ResourceNotFoundException):
            account.secretsmanager.get_secret_value(SecretId=account.arn, VersionId=account.token("b"))

    def test_a_third_key_is_refused(self, account: Account) -> None:
        for _ in range(2):
            account.iam.create_access_key(UserName=USER)
        with pytest.raises(account.iam.exceptions.LimitExceededException):
            account.iam.create_access_key(UserName=USER)

    def test_keys_are_listed_switched_off_and_deleted(self, account: Account) -> None:
        keys = UserKeys(account.iam, USER)
        first, second = (keys.create()["AccessKeyId"] for _ in range(2))
        keys.switch_off(second)
        assert {key.id: key.is_active for key in keys.all().values()} == {first: True, second: False}
        assert keys.last_use(first) is None
        for _ in range(2):
            keys.delete(first)
        assert list(keys.all()) == [second]

    def test_a_user_who_is_not_there_has_no_keys(self, account: Account) -> None:
        with pytest.raises(account.iam.exceptions.NoSuchEntityException):
            UserKeys(account.iam, "Nobody").all()

    def test_the_whole_life_of_a_secret_is_the_same(self, account: Account) -> None:
        secret, keys = RotatingSecret(account.secretsmanager, account.arn), UserKeys(account.iam, USER)
        first, second = keys.create(), keys.create()
        secret.put(account.token("a"), first)
        if CURRENT not in secret.versions()[account.token("a")].labels:
            secret.move(CURRENT, to=account.token("a"))
        secret.put(account.token("b"), second)
        former = secret.versions()[account.token("a")]
        secret.stamp(former, REPLACED, NOON)
        secret.move(CURRENT, to=account.token("b"), holder=former)
        secret.count_use(secret.versions()[former.id], NOON)
        assert secret.versions()[former.id].key_id == first["AccessKeyId"]
        assert secret.versions()[former.id].is_former
        assert secret.versions()[former.id].times_still_used == 1
        assert secret.version_created_at(former) is not None
        assert secret.version_created_at(Version("c" * 32, ())) is None
        secret.forget(secret.versions()[former.id])
        assert secret.versions()[former.id].labels == (PREVIOUS,)
        assert secret.value(account.token("b")) == json.loads(json.dumps(second))
