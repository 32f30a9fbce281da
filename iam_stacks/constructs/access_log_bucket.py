"""Where it is written who uses a bucket."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_s3 as s3
from constructs import Construct

from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.retained_bucket import RetainedBucket

_DELIVERED_BY_POLICY = "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy"
_BY_S3 = "S3 delivers access logs to no bucket that is encrypted with a key of KMS"
_UNREPLICATED = "access logs are kept in one place and for some time: they tell about files that are not replicated"


class AccessLogBucket(Construct):
    """A bucket for the server access logs of another one: private, TLS only, versioned, without ACLs.

    It outlives its stack, as what it tells about does. It is encrypted with keys of S3, and has no object lock: S3
    delivers access logs to no other bucket.

    AWS source: Amazon S3 User Guide, "Enabling Amazon S3 server access logging", "Configuring S3 Object Lock".

    Attributes:
        bucket: the bucket.
    """

    def __init__(self, scope: Construct, id: str, *, retention: Duration) -> None:
        """Define the bucket.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            retention: after how long a log is deleted.
        """
        super().__init__(scope, id)
        # Without this flag, which is the app's to set, CDK lets S3 deliver by an ACL.
        self.node.set_context(_DELIVERED_BY_POLICY, True)
        self.bucket = RetainedBucket(self, "Bucket", retention=retention, encryption=s3.BucketEncryption.S3_MANAGED)

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """That it is not replicated, and encrypted so that S3 can write to it."""
        return (
            ExpectedFinding(scope=self.bucket, rule="S3BucketReplicationEnabled", because=_UNREPLICATED),
            ExpectedFinding(scope=self.bucket, rule="S3DefaultEncryptionKMS", because=_BY_S3),
        )
