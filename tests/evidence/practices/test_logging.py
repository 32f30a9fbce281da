"""What is recorded, and how it is kept."""

from typing import Any

import pytest

from tests.evidence.conftest import PERHAPS, Judge

BLOCKED = dict.fromkeys(("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True)
TRAIL = {
    "S3BucketName": {"Ref": "Bucket"},
    "IsLogging": True,
    "IsMultiRegionTrail": True,
    "EnableLogFileValidation": True,
    "KMSKeyId": {"Fn::GetAtt": ["Key", "Arn"]},
    "CloudWatchLogsLogGroupArn": {"Fn::GetAtt": ["Log", "Arn"]},
}
BUCKET = {
    "LoggingConfiguration": {"DestinationBucketName": "elsewhere"},
    "PublicAccessBlockConfiguration": BLOCKED,
    "VersioningConfiguration": {"Status": "Enabled"},
}
RESOURCES: dict[str, tuple[str, dict[str, Any]]] = {
    "Trail": ("AWS::CloudTrail::Trail", TRAIL),
    "Bucket": ("AWS::S3::Bucket", BUCKET),
    "Key": ("AWS::KMS::Key", {"EnableKeyRotation": True}),
    "Log": ("AWS::Logs::LogGroup", {"KmsKeyId": {"Fn::GetAtt": ["Key", "Arn"]}, "RetentionInDays": 365}),
}
IDS = {
    *("trail", "trail-of-all-regions", "trail-files-validated", "trail-encrypted", "trail-to-log-group"),
    *("trail-bucket-access-logged", "trail-bucket-not-public", "trail-bucket-versioned"),
    *("trail-log-group-encrypted", "trail-log-group-kept", "kms-keys-rotated"),
}


def template(**changed: dict[str, Any] | None) -> dict[str, Any]:
    """Return a trail and what it writes to: with other properties, without those that are None, or without a part."""
    found = {}
    for name, (type, properties) in RESOURCES.items():
        other = changed.get(name, {})
        if other is not None:
            given = properties | other
            found[name] = {"Type": type, "Properties": {key: each for key, each in given.items() if each is not None}}
    return found


def test_a_trail_and_what_it_writes_to_meet_all_of_them(judged: Judge) -> None:
    found = judged(template())
    assert {found[id].status for id in IDS} == {"met"}
    assert found["trail-bucket-access-logged"].by == ("t.Trail", "t.Bucket")
    assert found["trail-log-group-kept"].by == ("t.Trail", "t.Log")
    assert found["kms-keys-rotated"].by == ("t.Key",)


def test_without_a_trail_nothing_is_shown(judged: Judge) -> None:
    found = judged(template(Trail=None, Key=None, Log=None))
    assert {found[id].status for id in IDS} == {"not shown"}


LATER = {"Ref": "Where"}
CHANGED: list[tuple[str, dict[str, dict[str, Any] | None], str]] = [
    ("trail", {"Trail": {"IsLogging": False}}, "not met"),
    ("trail", {"Trail": {"IsMultiRegionTrail": False}}, "met"),
    ("trail-of-all-regions", {"Trail": {"IsMultiRegionTrail": False}}, "not met"),
    ("trail-of-all-regions", {"Trail": {"EventSelectors": [{"ReadWriteType": "WriteOnly"}]}}, "not met"),
    ("trail-files-validated", {"Trail": {"EnableLogFileValidation": None}}, "not met"),
    ("trail-files-validated", {"Trail": {"EnableLogFileValidation": LATER}}, "not shown"),
    ("trail-encrypted", {"Trail": {"KMSKeyId": None}}, "not met"),
    ("trail-to-log-group", {"Trail": {"CloudWatchLogsLogGroupArn": None}}, "not met"),
    ("trail-bucket-access-logged", {"Bucket": {"LoggingConfiguration": None}}, "not met"),
    ("trail-bucket-access-logged", {"Trail": {"S3BucketName": "elsewhere"}}, "not shown"),
    ("trail-bucket-not-public", {"Bucket": {"PublicAccessBlockConfiguration": None}}, "not shown"),
    (
        "trail-bucket-not-public",
        {"Bucket": {"PublicAccessBlockConfiguration": BLOCKED | {"BlockPublicPolicy": False}}},
        "not met",
    ),
    ("trail-bucket-not-public", {"Bucket": {"PublicAccessBlockConfiguration": {"BlockPublicAcls": True}}}, "not met"),
    (
        "trail-bucket-not-public",
        {"Bucket": {"PublicAccessBlockConfiguration": BLOCKED | {"BlockPublicAcls": LATER}}},
        "not shown",
    ),
    ("trail-bucket-versioned", {"Bucket": {"VersioningConfiguration": None}}, "not met"),
    ("trail-bucket-versioned", {"Bucket": {"VersioningConfiguration": {"Status": "Suspended"}}}, "not met"),
    ("trail-log-group-encrypted", {"Log": {"KmsKeyId": None}}, "not met"),
    ("trail-log-group-kept", {"Log": {"RetentionInDays": None}}, "met"),
    ("trail-log-group-kept", {"Log": {"RetentionInDays": 90}}, "not met"),
    ("trail-log-group-kept", {"Log": {"RetentionInDays": LATER}}, "not shown"),
    ("trail-log-group-kept", {"Log": None, "Trail": {"CloudWatchLogsLogGroupArn": "arn:?"}}, "not shown"),
    ("kms-keys-rotated", {"Key": {"EnableKeyRotation": None}}, "not met"),
    ("kms-keys-rotated", {"Key": {"EnableKeyRotation": None, "KeySpec": "RSA_4096"}}, "not shown"),
    ("kms-keys-rotated", {"Key": {"EnableKeyRotation": None, "Origin": "EXTERNAL"}}, "not shown"),
    ("kms-keys-rotated", {"Key": {"EnableKeyRotation": LATER}}, "not shown"),
]


@pytest.mark.parametrize(("id", "changed", "status"), CHANGED)
def test_what_is_otherwise(id: str, changed: dict[str, Any], status: str, judged: Judge) -> None:
    assert judged(template(**changed), **PERHAPS)[id].status == status


def test_each_trail_is_looked_at(judged: Judge) -> None:
    other = template(Trail={"EnableLogFileValidation": False, "KMSKeyId": None})["Trail"]
    found = judged({**template(), "Other": other})
    assert {found[id].status for id in ("trail", "trail-of-all-regions")} == {"met"}
    assert {found[id].status for id in ("trail-files-validated", "trail-encrypted")} == {"not met"}


def test_what_may_be_left_out_shows_nothing(judged: Judge) -> None:
    resources = template()
    resources["Trail"]["Condition"] = "Perhaps"
    found = judged(resources, **PERHAPS)
    assert {found[id].status for id in IDS - {"kms-keys-rotated"}} == {"not shown"}


def rule(identifier: str, **parameters: Any) -> dict[str, Any]:
    source = {"Owner": "AWS", "SourceIdentifier": identifier}
    return {
        "Rule": {"Type": "AWS::Config::ConfigRule", "Properties": {"Source": source, "InputParameters": parameters}}
    }


@pytest.mark.parametrize(
    ("id", "watching", "status"),
    [
        ("trail", rule("CLOUD_TRAIL_ENABLED"), "watched"),
        (
            "trail-of-all-regions",
            rule("MULTI_REGION_CLOUD_TRAIL_ENABLED", readWriteType="ALL", includeManagementEvents="true"),
            "watched",
        ),
        ("trail-of-all-regions", rule("MULTI_REGION_CLOUD_TRAIL_ENABLED"), "not shown"),
        ("trail-log-group-kept", rule("CW_LOGGROUP_RETENTION_PERIOD_CHECK"), "watched"),
        ("trail-log-group-kept", rule("CW_LOGGROUP_RETENTION_PERIOD_CHECK", MinRetentionTime=90), "not shown"),
        ("trail-log-group-kept", rule("CW_LOGGROUP_RETENTION_PERIOD_CHECK", LogGroupNames="a"), "not shown"),
    ],
)
def test_rules_of_aws_config_watch(id: str, watching: dict[str, Any], status: str, judged: Judge) -> None:
    assert judged(watching)[id].status == status
