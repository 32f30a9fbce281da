import pytest

from tests.integration.emulator.smoke import Cloud, refused

FIRST, SECOND = "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"


def secret(**properties):
    return {"Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "key", **properties}}}


class Secret:
    """The secret "key", and its versions."""

    def __init__(self, cloud):
        self.manager = cloud.client("secretsmanager")

    def put(self, token, value, *labels):
        asked = {"VersionStages": list(labels)} if labels else {}
        return self.manager.put_secret_value(SecretId="key", ClientRequestToken=token, SecretString=value, **asked)

    def labels(self):
        found = self.manager.describe_secret(SecretId="key").get("VersionIdsToStages", {})
        return {token: set(labels) for token, labels in found.items()}

    def move(self, label, **versions):
        self.manager.update_secret_version_stage(SecretId="key", VersionStage=label, **versions)


@pytest.fixture
def empty(cloud: Cloud) -> Secret:
    cloud.client("secretsmanager").create_secret(Name="key")
    return Secret(cloud)


def test_a_secret_without_a_value_has_no_version(cloud: Cloud):
    assert cloud.create(secret()) == "CREATE_COMPLETE"
    cloud.client("secretsmanager").create_secret(Name="other")
    for name in ("key", "other"):
        with refused("ResourceNotFoundException"):
            cloud.client("secretsmanager").get_secret_value(SecretId=name)
        assert cloud.client("secretsmanager").list_secret_version_ids(SecretId=name)["Versions"] == []


def test_a_secret_keeps_its_value_when_the_template_loses_it(cloud: Cloud):
    cloud.create(secret(SecretString="a"))
    assert cloud.update(secret()) == "UPDATE_COMPLETE"
    found = cloud.client("secretsmanager").get_secret_value(SecretId="key")
    assert (found["SecretString"], found["VersionStages"]) == ("a", ["AWSCURRENT"])


def test_the_first_version_is_the_current_one(empty: Secret):
    empty.put(FIRST, "a", "AWSPENDING", "Mine=1")
    assert empty.labels() == {FIRST: {"AWSPENDING", "Mine=1", "AWSCURRENT"}}


def test_a_label_is_on_one_version_only(empty: Secret):
    empty.put(FIRST, "a", "AWSCURRENT", "Mine")
    empty.put(SECOND, "b", "AWSPENDING", "Mine")
    assert empty.labels() == {FIRST: {"AWSCURRENT"}, SECOND: {"AWSPENDING", "Mine"}}


def test_the_previous_label_follows_the_current_one(empty: Secret):
    empty.put(FIRST, "a", "AWSCURRENT", "Mine")
    empty.put(SECOND, "b", "AWSPENDING")
    empty.move("AWSCURRENT", MoveToVersionId=SECOND, RemoveFromVersionId=FIRST)
    assert empty.labels() == {FIRST: {"AWSPREVIOUS", "Mine"}, SECOND: {"AWSPENDING", "AWSCURRENT"}}
    empty.move("Other", MoveToVersionId=FIRST)
    empty.move("Mine", RemoveFromVersionId=FIRST)
    assert empty.labels()[FIRST] == {"AWSPREVIOUS", "Other"}


def test_a_version_is_never_changed(empty: Secret):
    empty.put(FIRST, "a")
    assert empty.put(FIRST, "a")["VersionId"] == FIRST
    with refused("ResourceExistsException"):
        empty.put(FIRST, "b")
    with refused("InvalidParameterException"):
        empty.put(SECOND, "b", *(f"label-{number}" for number in range(21)))


def test_a_version_without_a_label_is_listed_only_when_asked_for(empty: Secret):
    empty.put(FIRST, "a")
    empty.put(SECOND, "b", "Mine")
    empty.move("Mine", RemoveFromVersionId=SECOND)
    assert empty.labels().keys() == {FIRST}
    for more, expected in (({}, {FIRST}), ({"IncludeDeprecated": True}, {FIRST, SECOND})):
        listed = empty.manager.list_secret_version_ids(SecretId="key", **more)["Versions"]
        assert {version["VersionId"] for version in listed} == expected


def test_a_secret_that_takes_the_place_of_another_has_no_version_either(cloud: Cloud):
    assert cloud.create(secret()) == "CREATE_COMPLETE"
    assert cloud.update(secret(Name="renamed")) == "UPDATE_COMPLETE"
    assert not cloud.client("secretsmanager").describe_secret(SecretId="renamed").get("VersionIdsToStages")
