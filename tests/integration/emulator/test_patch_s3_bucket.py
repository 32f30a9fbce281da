import pytest

from tests.integration.emulator.smoke import Cloud, refused
from tests.integration.emulator.trail import arn, key, resource

ENCRYPTED = {
    "ServerSideEncryptionConfiguration": [
        {
            "ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": arn("Key")},
            "BucketKeyEnabled": True,
        }
    ]
}
LIFECYCLE = {
    "Rules": [
        {
            "Id": "Logs",
            "Status": "Enabled",
            "Prefix": "AWSLogs/",
            "ExpirationInDays": 400,
            "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
            "Transitions": [{"StorageClass": "GLACIER", "TransitionInDays": 90}],
        },
    ]
}
HARDENED = {
    "BucketEncryption": ENCRYPTED,
    "LifecycleConfiguration": LIFECYCLE,
    "LoggingConfiguration": {"DestinationBucketName": {"Ref": "AccessLogs"}, "LogFilePrefix": "trail/"},
    "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]},
    "VersioningConfiguration": {"Status": "Enabled"},
    "Tags": [{"Key": "team", "Value": "security"}],
}


def bucket(**properties):
    return {
        "Key": key(),
        "AccessLogs": resource("S3::Bucket"),
        "Bucket": {**resource("S3::Bucket", **properties), "DependsOn": "AccessLogs"},
    }


def ask(cloud, what):
    answer = getattr(cloud.client("s3"), f"get_{what}")(Bucket=cloud.physical_id("Bucket"))
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def test_every_property_arrives(cloud: Cloud):
    assert cloud.create(bucket(**HARDENED)) == "CREATE_COMPLETE", cloud.reasons()
    found = cloud.client("kms").describe_key(KeyId=cloud.physical_id("Key"))["KeyMetadata"]["Arn"]
    assert ask(cloud, "bucket_encryption")["ServerSideEncryptionConfiguration"]["Rules"] == [
        {
            "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": found},
            "BucketKeyEnabled": True,
        }
    ]
    assert ask(cloud, "bucket_logging")["LoggingEnabled"] == {
        "TargetBucket": cloud.physical_id("AccessLogs"),
        "TargetPrefix": "trail/",
    }
    assert ask(cloud, "bucket_ownership_controls")["OwnershipControls"] == HARDENED["OwnershipControls"]
    assert ask(cloud, "bucket_versioning")["Status"] == "Enabled"
    assert ask(cloud, "bucket_tagging")["TagSet"] == HARDENED["Tags"]
    (rule,) = ask(cloud, "bucket_lifecycle_configuration")["Rules"]
    assert rule == {
        "ID": "Logs",
        "Status": "Enabled",
        "Filter": {"Prefix": "AWSLogs/"},
        "Expiration": {"Days": 400},
        "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
        "Transitions": [{"StorageClass": "GLACIER", "Days": 90}],
    }


def test_what_goes_from_the_template_goes(cloud: Cloud):
    cloud.create(bucket(**HARDENED))
    assert cloud.update(bucket()) == "UPDATE_COMPLETE"
    rules = ask(cloud, "bucket_encryption")["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules[0]["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}  # S3's own default
    assert ask(cloud, "bucket_logging") == {}
    assert ask(cloud, "bucket_versioning")["Status"] == "Suspended"
    for what, code in (
        ("bucket_lifecycle_configuration", "NoSuchLifecycleConfiguration"),
        ("bucket_tagging", "NoSuchTagSet"),
        ("bucket_ownership_controls", "OwnershipControlsNotFoundError"),
    ):
        with refused(code):
            ask(cloud, what)
    assert cloud.update(bucket(**HARDENED)) == "UPDATE_COMPLETE"
    assert ask(cloud, "bucket_versioning")["Status"] == "Enabled"


@pytest.mark.parametrize(
    ("retention", "found"),
    [
        ({}, {"ObjectLockEnabled": "Enabled"}),
        (
            {"Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 365}}},
            {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 365}}},
        ),
    ],
)
def test_objects_are_locked(cloud: Cloud, retention, found):
    lock = {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", **retention}} if retention else {}
    assert cloud.create(bucket(ObjectLockEnabled=True, **lock)) == "CREATE_COMPLETE", cloud.reasons()
    assert ask(cloud, "object_lock_configuration")["ObjectLockConfiguration"] == found
    assert ask(cloud, "bucket_versioning")["Status"] == "Enabled"


def test_access_is_logged_to_the_bucket_itself_if_no_other_is_named(cloud: Cloud):
    cloud.create(bucket(LoggingConfiguration={"LogFilePrefix": "own/"}))
    logged = ask(cloud, "bucket_logging")["LoggingEnabled"]
    assert logged == {"TargetBucket": cloud.physical_id("Bucket"), "TargetPrefix": "own/"}


def test_a_bucket_with_objects_is_not_deleted(cloud: Cloud):
    cloud.create(bucket())
    name = cloud.physical_id("Bucket")
    cloud.client("s3").put_object(Bucket=name, Key="a", Body=b"1")
    assert cloud.delete() == "DELETE_FAILED"
    cloud.client("s3").delete_object(Bucket=name, Key="a")
    assert cloud.delete() == "DELETE_COMPLETE"
    assert cloud.client("s3").list_buckets()["Buckets"] == []


def test_a_setting_that_s3_refuses_fails_the_stack_and_leaves_nothing(cloud: Cloud):
    wrong = {"ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "rot13"}}]}
    assert cloud.create(bucket(BucketEncryption=wrong)) == "ROLLBACK_COMPLETE"
    assert cloud.client("s3").list_buckets()["Buckets"] == []
