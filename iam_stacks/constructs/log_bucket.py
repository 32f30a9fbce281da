"""Where a service of AWS keeps what it writes down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.ranges import days_within
from iam_stacks.constructs.retained_bucket import RetainedBucket
from iam_stacks.constructs.service_statement import service_statement
from iam_stacks.policy import limits

_UNREPLICATED = "a copy in another Region or account takes a stack there; the files are versioned"


class LogBucket(RetainedBucket):
    """A bucket that a service may write to, as it is let, encrypted with a key of KMS; it outlives its stack."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        encryption_key: kms.IKey,
        access_logs: s3.IBucket,
        file_retention: Duration | None = None,
        object_lock: Duration | None = None,
    ) -> None:
        """Define the bucket.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            encryption_key: encrypts what is written.
            access_logs: where it is written who reads the files.
            file_retention: after how long a file is deleted. Default: never.
            object_lock: for how long nobody can delete a file. Default: without a lock.

        Raises:
            PolicyError: S3 has no such retention, or no such lock.
        """
        if file_retention is not None:
            days_within("file_retention", file_retention, limits.OBJECT_DAYS)
        super().__init__(
            scope,
            id,
            retention=file_retention,
            encryption=s3.BucketEncryption.KMS,
            encryption_key=encryption_key,
            access_logs=access_logs,
        )
        if object_lock is not None:
            self._lock(days_within("object_lock", object_lock, limits.OBJECT_DAYS))

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """That it is not replicated."""
        return (ExpectedFinding(scope=self, rule="S3BucketReplicationEnabled", because=_UNREPLICATED),)

    def let(
        self,
        service: str,
        sid: str,
        action: str,
        resources: Sequence[str],
        conditions: Mapping[str, Mapping[str, str]],
    ) -> None:
        """Allow a service an action.

        Args:
            service: its principal, such as `cloudtrail.amazonaws.com`.
            sid: the statement's id.
            action: what it may do.
            resources: with what.
            conditions: on whose behalf.
        """
        self.add_to_resource_policy(
            service_statement(service, sid=sid, actions=[action], resources=resources, conditions=conditions)
        )

    def _lock(self, days: float) -> None:
        """Let nobody delete a file for so long; CDK's own would refuse days that are known at deployment only."""
        resource = self.node.default_child
        assert isinstance(resource, s3.CfnBucket)
        resource.object_lock_enabled = True
        resource.object_lock_configuration = s3.CfnBucket.ObjectLockConfigurationProperty(
            object_lock_enabled="Enabled",
            rule=s3.CfnBucket.ObjectLockRuleProperty(
                default_retention=s3.CfnBucket.DefaultRetentionProperty(days=days, mode="COMPLIANCE")
            ),
        )
