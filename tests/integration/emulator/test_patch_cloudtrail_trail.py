import pytest

from tests.integration.emulator.smoke import Cloud
from tests.integration.emulator.trail import trail

OUTPUTS = {"Ref": {"Value": {"Ref": "Trail"}}, "Arn": {"Value": {"Fn::GetAtt": ["Trail", "Arn"]}}}


@pytest.fixture
def made(cloud: Cloud) -> Cloud:
    assert cloud.create(trail(Tags=[{"Key": "a", "Value": "1"}]), Outputs=OUTPUTS) == "CREATE_COMPLETE", cloud.reasons()
    return cloud


def read(cloud):
    return cloud.client("cloudtrail").get_trail(Name="Audit")["Trail"]


def is_logging(cloud):
    return cloud.client("cloudtrail").get_trail_status(Name="Audit")["IsLogging"]


def tags(cloud):
    listed = cloud.client("cloudtrail").list_tags(ResourceIdList=[read(cloud)["TrailARN"]])
    return [tag["Key"] for tag in listed["ResourceTagList"][0]["TagsList"]]


def test_every_property_arrives(made: Cloud):
    arn = f"arn:aws:cloudtrail:us-east-1:{made.account}:trail/Audit"
    assert made.outputs() == {"Ref": "Audit", "Arn": arn}
    found = read(made)
    key = made.client("kms").describe_key(KeyId=made.physical_id("Key"))["KeyMetadata"]["Arn"]
    found.pop("RecursiveLogging")  # MiniStack's own
    assert found == {
        "Name": "Audit",
        "S3BucketName": made.physical_id("Bucket"),
        "IncludeGlobalServiceEvents": True,
        "IsMultiRegionTrail": True,
        "HomeRegion": "us-east-1",
        "TrailARN": arn,
        "LogFileValidationEnabled": True,
        "CloudWatchLogsLogGroupArn": f"arn:aws:logs:us-east-1:{made.account}:log-group:/trail:*",
        "CloudWatchLogsRoleArn": f"arn:aws:iam::{made.account}:role/{made.physical_id('Writer')}",
        "KmsKeyId": key,
        "HasCustomEventSelectors": False,
        "HasInsightSelectors": False,
        "IsOrganizationTrail": False,
    }
    assert is_logging(made)
    assert tags(made) == ["a"]
    assert [one["Name"] for one in made.client("cloudtrail").describe_trails()["trailList"]] == ["Audit"]


def test_it_is_changed_in_place(made: Cloud):
    only_writes = [{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": True}]
    changed = trail(
        IsLogging=False, EnableLogFileValidation=False, IsOrganizationTrail=True, EventSelectors=only_writes
    )
    assert made.update(changed) == "UPDATE_COMPLETE"
    assert not is_logging(made)
    assert (read(made)["LogFileValidationEnabled"], read(made)["IsOrganizationTrail"]) == (False, True)
    assert tags(made) == []
    selectors = made.client("cloudtrail").get_event_selectors(TrailName="Audit")["EventSelectors"]
    assert [one["ReadWriteType"] for one in selectors] == ["WriteOnly"]
    assert made.update(trail()) == "UPDATE_COMPLETE"
    assert not read(made)["HasCustomEventSelectors"]


def test_it_goes_with_its_stack(made: Cloud):
    assert made.delete() == "DELETE_COMPLETE"
    assert made.client("cloudtrail").describe_trails()["trailList"] == []


def test_it_stays_if_it_is_retained(cloud: Cloud):
    resources = trail()
    for kept in ("Trail", "Bucket", "Logs", "Key"):
        resources[kept]["DeletionPolicy"] = "Retain"
    cloud.create(resources)
    bucket, key = cloud.physical_id("Bucket"), cloud.physical_id("Key")
    assert cloud.delete() == "DELETE_COMPLETE"
    assert read(cloud)["S3BucketName"] == bucket
    assert [one["Name"] for one in cloud.client("s3").list_buckets()["Buckets"]] == [bucket]
    assert [one["logGroupName"] for one in cloud.client("logs").describe_log_groups()["logGroups"]] == ["/trail"]
    assert cloud.client("kms").describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "Enabled"
    assert cloud.client("iam").list_roles()["Roles"] == []
