"""What is recorded, and how it is kept."""

from __future__ import annotations

from iam_stacks.evidence.encryption import keys_rotated
from iam_stacks.evidence.parameter import at_least, given, one_of
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.trail_storage import (
    buckets_of_trails,
    is_access_logged,
    is_encrypted,
    is_kept,
    is_not_public,
    is_versioned,
    log_groups_of_trails,
)
from iam_stacks.evidence.trails import (
    a_trail,
    a_trail_of_all_regions,
    each_trail,
    has_key,
    has_log_group,
    is_validated,
)
from iam_stacks.monitoring.watched import CisNumbers

_BY = ("IamTrail", "monitoring.trail")

LOGGING_PRACTICES: tuple[Practice, ...] = (
    Practice(
        id="trail",
        says="a trail logs",
        security_hub=("CloudTrail.3",),
        config_rules=("CLOUD_TRAIL_ENABLED",),
        by=_BY,
        proof=a_trail,
    ),
    Practice(
        id="trail-of-all-regions",
        says="a trail records all management events of all Regions",
        cis=CisNumbers(v3="3.1", v5="3.1", v7="4.1"),
        security_hub=("CloudTrail.1",),
        config_rules=("MULTI_REGION_CLOUD_TRAIL_ENABLED",),
        parameters=(given("readWriteType", "ALL"), given("includeManagementEvents", "true", True)),
        by=_BY,
        proof=a_trail_of_all_regions,
    ),
    Practice(
        id="trail-files-validated",
        says="trails write digests, which show whether somebody changed or deleted a file",
        cis=CisNumbers(v3="3.2", v5="3.2", v7="4.2"),
        security_hub=("CloudTrail.4",),
        config_rules=("CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",),
        nag_rules=("NIST.800.53.R5-CloudTrailLogFileValidationEnabled",),
        by=_BY,
        proof=each_trail(is_validated),
    ),
    Practice(
        id="trail-encrypted",
        says="a key of KMS encrypts the files of trails",
        cis=CisNumbers(v3="3.5", v5="3.5", v7="4.5"),
        security_hub=("CloudTrail.2",),
        config_rules=("CLOUD_TRAIL_ENCRYPTION_ENABLED",),
        nag_rules=("NIST.800.53.R5-CloudTrailEncryptionEnabled",),
        by=_BY,
        proof=each_trail(has_key),
    ),
    Practice(
        id="trail-to-log-group",
        says="trails send their events to a log group",
        security_hub=("CloudTrail.5",),
        config_rules=("CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED",),
        nag_rules=("NIST.800.53.R5-CloudTrailCloudWatchLogsEnabled",),
        by=_BY,
        proof=each_trail(has_log_group),
    ),
    Practice(
        id="trail-bucket-access-logged",
        says="access logs tell who read the files of a trail",
        cis=CisNumbers(v3="3.4", v5="3.4", v7="4.4"),
        security_hub=("CloudTrail.7",),
        config_rules=("S3_BUCKET_LOGGING_ENABLED",),
        nag_rules=("AwsSolutions-S1", "NIST.800.53.R5-S3BucketLoggingEnabled"),
        by=_BY,
        proof=buckets_of_trails(is_access_logged),
    ),
    Practice(
        id="trail-bucket-not-public",
        says="nobody can open the bucket of a trail to the public",
        security_hub=("CloudTrail.6",),
        nag_rules=("AwsSolutions-S2", "NIST.800.53.R5-S3BucketLevelPublicAccessProhibited"),
        by=_BY,
        proof=buckets_of_trails(is_not_public),
    ),
    Practice(
        id="trail-bucket-versioned",
        says="the bucket of a trail keeps what is overwritten or deleted",
        config_rules=("S3_BUCKET_VERSIONING_ENABLED",),
        nag_rules=("NIST.800.53.R5-S3BucketVersioningEnabled",),
        by=_BY,
        proof=buckets_of_trails(is_versioned),
    ),
    Practice(
        id="trail-log-group-encrypted",
        says="a key of KMS encrypts the log group of a trail",
        config_rules=("CLOUDWATCH_LOG_GROUP_ENCRYPTED",),
        nag_rules=("NIST.800.53.R5-CloudWatchLogGroupEncrypted",),
        by=_BY,
        proof=log_groups_of_trails(is_encrypted),
    ),
    Practice(
        id="trail-log-group-kept",
        says="the log group of a trail keeps events for a year or longer",
        security_hub=("CloudWatch.16",),
        config_rules=("CW_LOGGROUP_RETENTION_PERIOD_CHECK",),
        parameters=(at_least("MinRetentionTime", 365, "365"), one_of("LogGroupNames", "")),
        nag_rules=("NIST.800.53.R5-CloudWatchLogGroupRetentionPeriod",),
        by=("IamTrail", "monitoring.trail.log_retention_days"),
        proof=log_groups_of_trails(is_kept),
    ),
    Practice(
        id="kms-keys-rotated",
        says="keys of KMS are rotated, of those that can be",
        cis=CisNumbers(v3="3.6", v5="3.6", v7="4.6"),
        security_hub=("KMS.4",),
        config_rules=("CMK_BACKING_KEY_ROTATION_ENABLED",),
        nag_rules=("AwsSolutions-KMS5", "NIST.800.53.R5-KMSBackingKeyRotationEnabled"),
        by=("IamTrail", "IdentityNotices", "AccessKeyRotation"),
        proof=keys_rotated,
    ),
)
"""AWS source: Security Hub User Guide, "Security Hub CSPM controls for AWS CloudTrail", "... for Amazon CloudWatch" and
"... for AWS KMS"; CIS numbers: see `practices`."""
