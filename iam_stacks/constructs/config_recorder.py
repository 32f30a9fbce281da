"""What AWS Config records with."""

from __future__ import annotations

from aws_cdk import Aws, Duration, Stack, Token
from aws_cdk import aws_config as config
from aws_cdk import aws_kms as kms
from constructs import Construct

from iam_stacks.constructs.access_log_bucket import AccessLogBucket
from iam_stacks.constructs.config_role import ConfigRole
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.log_bucket import LogBucket
from iam_stacks.constructs.monitoring_key import MonitoringKey
from iam_stacks.constructs.one_per_account import refuse_second
from iam_stacks.constructs.service_statement import of_account
from iam_stacks.monitoring.config_rules import IDENTITY_TYPES

_CONFIG = "config.amazonaws.com"
_FILES = f"AWSLogs/{Aws.ACCOUNT_ID}/Config/*"
_SERVICE_LINKED = f"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:role/aws-service-role/{_CONFIG}/AWSServiceRoleForConfig"
_ON_BEHALF = {
    **of_account(Aws.ACCOUNT_ID),
    "ArnLike": {"aws:SourceArn": f"arn:{Aws.PARTITION}:config:{Aws.REGION}:{Aws.ACCOUNT_ID}:*"},
}


class ConfigRecorder(Construct):
    """The configuration recorder of a Region, its delivery channel, and the bucket that this delivers to.

    It records users, groups, roles and customer managed policies, and nothing else: AWS Config charges for each change
    that it records. See "AWS Config pricing" at https://aws.amazon.com/config/pricing/. For more, change the
    `recording_group` of `recorder`.

    AWS source: AWS Config Developer Guide, "Permissions for the IAM Role Assigned to AWS Config", "Permissions for the
    Amazon S3 Bucket for the AWS Config Delivery Channel", "Permissions for the KMS Key" and "Using Service-Linked Roles
    for AWS Config".

    Attributes:
        bucket: where the history of configurations is delivered; it stays when the stack goes.
        access_logs: a bucket that tells who read it; it stays too.
        role: what AWS Config reads and delivers with; None if that is its service-linked role.
        recorder: the configuration recorder.
        channel: the delivery channel.
        account_key: the Region, if it is known: an account has one recorder in each.
    """

    def __init__(self, scope: Construct, id: str, *, service_linked_role: bool = False) -> None:
        """Define the recorder.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            service_linked_role: use `AWSServiceRoleForConfig`, which must be there: CloudFormation cannot make what
                AWS Config may have made already. Default: a role of its own.

        Raises:
            PolicyError: the account has a recorder in the Region already.
        """
        self.account_key = self.require_first(scope, id)
        super().__init__(scope, id)
        key = MonitoringKey.of(self).for_config()
        self._access_logs = AccessLogBucket(self, "AccessLogs", retention=Duration.days(365))
        self.access_logs = self._access_logs.bucket
        self.bucket = self._bucket(key)
        self.role = (
            None
            if service_linked_role
            else ConfigRole(self, "Role", bucket=self.bucket, files=self.bucket.arn_for_objects(_FILES), key=key)
        )
        self.recorder = config.CfnConfigurationRecorder(
            self,
            "Recorder",
            role_arn=_SERVICE_LINKED if self.role is None else self.role.role_arn,
            recording_group=config.CfnConfigurationRecorder.RecordingGroupProperty(
                all_supported=False, include_global_resource_types=False, resource_types=list(IDENTITY_TYPES)
            ),
        )
        self.channel = config.CfnDeliveryChannel(
            self, "Channel", s3_bucket_name=self.bucket.bucket_name, s3_kms_key_arn=key.key_arn
        )
        # Neither depends on the other: CloudFormation starts the recorder before it says that it is there, which takes
        # the channel, which takes the recorder.
        for each in (self.recorder, self.channel):
            each.node.add_dependency(self.bucket, *([] if self.role is None else [self.role]))

    @classmethod
    def require_first(cls, scope: Construct, id: str) -> str:
        """Refuse a second recorder in the scope's account and Region; return the Region, or nothing if it is not known.

        Args:
            scope: what the recorder is to be part of.
            id: the construct's id.

        Raises:
            PolicyError: there is one already.
        """
        region = Stack.of(scope).region
        key = "" if Token.is_unresolved(region) else region
        refuse_second(cls, scope, id, "configuration recorder in each Region", key)
        return key

    def _bucket(self, key: kms.IKey) -> LogBucket:
        """Return the bucket, to which AWS Config delivers itself where its role may not: the service-linked one."""
        bucket = LogBucket(self, "Bucket", encryption_key=key, access_logs=self.access_logs)
        bucket.let(_CONFIG, "ConfigReadAcl", "s3:GetBucketAcl", [bucket.bucket_arn], _ON_BEHALF)
        bucket.let(_CONFIG, "ConfigFindBucket", "s3:ListBucket", [bucket.bucket_arn], _ON_BEHALF)
        owned = {**_ON_BEHALF["StringEquals"], "s3:x-amz-acl": "bucket-owner-full-control"}
        files = [bucket.arn_for_objects(_FILES)]
        bucket.let(_CONFIG, "ConfigWriteFiles", "s3:PutObject", files, {**_ON_BEHALF, "StringEquals": owned})
        return bucket

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What is not replicated, what S3 alone can encrypt, AWS's policy, and the files' names."""
        return (
            *self._access_logs.expected_findings,
            *self.bucket.expected_findings,
            *(() if self.role is None else self.role.expected_findings),
        )
