"""A bucket that outlives its stack."""

from __future__ import annotations

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct


class RetainedBucket(s3.Bucket):
    """A bucket for what is written once: private, TLS only, versioned, without ACLs. It and its policy are retained."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        retention: Duration | None,
        encryption: s3.BucketEncryption,
        encryption_key: kms.IKey | None = None,
        access_logs: s3.IBucket | None = None,
    ) -> None:
        """Define the bucket.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            retention: after how long an object is deleted. None: never.
            encryption: with which kind of key it is encrypted.
            encryption_key: the key, if it is one of KMS.
            access_logs: where it is written who uses the bucket.
        """
        super().__init__(
            scope,
            id,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=encryption,
            encryption_key=encryption_key,
            enforce_ssl=True,
            lifecycle_rules=[
                s3.LifecycleRule(
                    expiration=retention,
                    # An object that expires is hidden only, in a bucket with versions.
                    noncurrent_version_expiration=retention and Duration.days(1),
                    abort_incomplete_multipart_upload_after=Duration.days(7),
                )
            ],
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            removal_policy=RemovalPolicy.RETAIN,
            server_access_logs_bucket=access_logs,
            versioned=True,
        )
        # It is what asks for TLS.
        assert self.policy is not None
        self.policy.apply_removal_policy(RemovalPolicy.RETAIN)
