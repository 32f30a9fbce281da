"""What AWS Config records with."""

from __future__ import annotations

from aws_cdk import Aws, Duration, Stack, Token
from aws_cdk import aws_config as config
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from iam_stacks.constructs.access_log_bucket import AccessLogBucket
from iam_stacks.constructs.attachments import Attachments
from iam_stacks.constructs.expected_finding import ExpectedFinding, finding_of_aws_managed
from iam_stacks.constructs.held_right import HeldRight, findings_of_wildcards
from iam_stacks.constructs.log_bucket import LogBucket
from iam_stacks.constructs.monitoring_key import MonitoringKey
from iam_stacks.constructs.one_per_account import refuse_second
from iam_stacks.constructs.right import Right
from iam_stacks.constructs.trusted_role import TrustedRole
from iam_stacks.monitoring.config_rules import IDENTITY_TYPES
from iam_stacks.policy import TrustPolicy

CONFIG_ROLE = "service-role/AWS_ConfigRole"

_CONFIG = "config.amazonaws.com"
_FILES = f"AWSLogs/{Aws.ACCOUNT_ID}/Config/*"
_SERVICE_LINKED = f"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:role/aws-service-role/{_CONFIG}/AWSServiceRoleForConfig"
_ON_BEHALF = {
    "StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID},
    "ArnLike": {"aws:SourceArn": f"arn:{Aws.PARTITION}:config:{Aws.REGION}:{Aws.ACCOUNT_ID}:*"},
}

_BY_AWS = "AWS keeps this policy of reading up with what AWS Config records, and the recorder needs it"
_NAMED_BY_DATE = "AWS Config chooses the names of the files; they are of this account alone"


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
        super().__init__(scope, id)
        region = Stack.of(self).region
        self.account_key = "" if Token.is_unresolved(region) else region
        refuse_second(self, "configuration recorder in each Region", self.account_key)
        key = MonitoringKey.of(self).for_config()
        self._access_logs = AccessLogBucket(self, "AccessLogs", retention=Duration.days(365))
        self.access_logs = self._access_logs.bucket
        self.bucket = self._bucket(key)
        self._held: tuple[HeldRight, ...] = ()
        self.role = None if service_linked_role else self._role(key)
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

    def _bucket(self, key: kms.IKey) -> LogBucket:
        """Return the bucket, to which AWS Config delivers itself where its role may not: the service-linked one."""
        bucket = LogBucket(self, "Bucket", encryption_key=key, access_logs=self.access_logs)
        bucket.let(_CONFIG, "ConfigReadAcl", "s3:GetBucketAcl", [bucket.bucket_arn], _ON_BEHALF)
        bucket.let(_CONFIG, "ConfigFindBucket", "s3:ListBucket", [bucket.bucket_arn], _ON_BEHALF)
        owned = {**_ON_BEHALF["StringEquals"], "s3:x-amz-acl": "bucket-owner-full-control"}
        files = [bucket.arn_for_objects(_FILES)]
        bucket.let(_CONFIG, "ConfigWriteFiles", "s3:PutObject", files, {**_ON_BEHALF, "StringEquals": owned})
        return bucket

    def _role(self, key: kms.IKey) -> TrustedRole:
        """Return a role that may read what AWS Config records and deliver it.

        Without the right to deliver, each delivery would be refused first, and an alarm on refused calls would tell.
        """
        role = TrustedRole(
            self,
            "Role",
            trust=TrustPolicy.service(_CONFIG),
            description="Records configurations, and delivers them to a bucket",
            managed_policies=[CONFIG_ROLE],
        )
        rights = (
            Right(
                sid="WriteFiles",
                actions=("s3:PutObject", "s3:PutObjectAcl"),
                resources=(self.bucket.arn_for_objects(_FILES),),
                because=_NAMED_BY_DATE,
            ),
            Right(sid="FindBucket", actions=("s3:GetBucketAcl", "s3:ListBucket"), resources=(self.bucket.bucket_arn,)),
            Right(sid="Encrypt", actions=("kms:Decrypt", "kms:GenerateDataKey"), resources=(key.key_arn,)),
        )
        policy = iam.ManagedPolicy(
            role,
            "Rights",
            description="Delivers configurations to a bucket",
            statements=[right.statement() for right in rights],
        )
        Attachments.of(role).attach(policy)
        self._held = tuple(HeldRight.of(right, policy) for right in rights)
        return role

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What is not replicated, what S3 alone can encrypt, AWS's policy, and the files' names."""
        return (
            *self._access_logs.expected_findings,
            *self.bucket.expected_findings,
            *([] if self.role is None else [finding_of_aws_managed(self.role, CONFIG_ROLE, _BY_AWS)]),
            *findings_of_wildcards(self._held),
        )
