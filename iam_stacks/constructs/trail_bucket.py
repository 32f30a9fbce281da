"""Where a trail keeps its files."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from iam_stacks.constructs.log_bucket import LogBucket

_CLOUDTRAIL = "cloudtrail.amazonaws.com"


class TrailBucket(LogBucket):
    """A bucket that one trail alone may write to.

    No bucket key of S3 saves calls of KMS: with one, CloudTrail would need the right to decrypt.

    AWS source: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail", "Configure AWS KMS key policies for
    CloudTrail".
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        trail_arn: str,
        owners: Sequence[str],
        encryption_key: kms.IKey,
        access_logs: s3.IBucket,
        file_retention: Duration | None,
        object_lock: Duration | None,
    ) -> None:
        """Define the bucket.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            trail_arn: the trail, by the ARN that it will have.
            owners: whose files they are: the account, and the organization if there is one.
            encryption_key: encrypts what is written.
            access_logs: where it is written who reads the files.
            file_retention: after how long a file is deleted. None: never.
            object_lock: for how long nobody can delete a file. None: without a lock.

        Raises:
            PolicyError: S3 has no such retention, or no such lock.
        """
        super().__init__(
            scope,
            id,
            encryption_key=encryption_key,
            access_logs=access_logs,
            file_retention=file_retention,
            object_lock=object_lock,
        )
        this = {"aws:SourceArn": trail_arn}
        files = [self.arn_for_objects(f"AWSLogs/{owner}/*") for owner in owners]
        owned = {**this, "s3:x-amz-acl": "bucket-owner-full-control"}
        self.let(_CLOUDTRAIL, "CloudTrailReadAcl", "s3:GetBucketAcl", [self.bucket_arn], {"StringEquals": this})
        self.let(_CLOUDTRAIL, "CloudTrailWriteFiles", "s3:PutObject", files, {"StringEquals": owned})
