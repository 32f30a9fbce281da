"""The trail that monitoring reads."""

from __future__ import annotations

from aws_cdk import Duration, Names, RemovalPolicy, Stack
from aws_cdk import aws_cloudtrail as cloudtrail
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from iam_stacks.constructs.access_log_bucket import AccessLogBucket
from iam_stacks.constructs.encryption_key import key_behind
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.given import require_has
from iam_stacks.constructs.monitoring_key import MonitoringKey
from iam_stacks.constructs.one_per_account import refuse_second
from iam_stacks.constructs.ranges import days_among
from iam_stacks.constructs.trail_bucket import TrailBucket
from iam_stacks.constructs.trail_role import TrailRole
from iam_stacks.policy import has_token, limits


class IamTrail(Construct):
    """A trail of all management events of all Regions, in a bucket and a log group of its own.

    Digests prove that no file was changed or deleted; files and events are encrypted with a customer managed key. The
    trail goes with its stack. What it wrote stays: the two buckets, the log group and the key are retained.

    CloudTrail delivers management events once free of charge, and charges for every further copy. So an account that
    has a trail already, or is in that of an organization or of Control Tower, needs no other: give the log group of
    that one to `IdentityAlarms`.

    AWS source: CloudTrail User Guide, "Security best practices in AWS CloudTrail", "Creating a trail for an
    organization", "Prepare for creating a trail for your organization" and "Managing CloudTrail trail costs".

    Attributes:
        trail: the trail.
        bucket: has its files.
        access_logs: the bucket that tells who read them.
        log_group: has its events.
        encryption_key: encrypts both.
        account_key: the trail's name: an account has one trail of each.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        trail_name: str | None = None,
        organization_id: str | None = None,
        log_retention: Duration | None = None,
        file_retention: Duration | None = None,
        object_lock: Duration | None = None,
        encryption_key: kms.IKey | None = None,
    ) -> None:
        """Define the trail.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            trail_name: its name in AWS. Default: one that is made of the construct's path.
            organization_id: the organization whose accounts are all in the trail, such as `o-a1b2c3d4e5`. The stack is
                then one of the management account: a trail that a delegated administrator makes belongs to that
                account all the same, and the policies here name the stack's. It must trust CloudTrail first: `aws
                organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com`. Default: the
                stack's account alone.
            log_retention: how long the log group and the access logs keep what they have. Default: 365 days.
            file_retention: how long the bucket keeps a file, in days. Default: for ever.
            object_lock: for how many days nobody, the root user included, can delete a file or shorten its time: mode
                `COMPLIANCE`. A bucket that has a lock keeps it. Default: no lock.
            encryption_key: encrypts files and events; of an alias, the key behind it, since CloudWatch Logs takes no
                alias. Its policy must let CloudTrail use it for this trail, and CloudWatch Logs for log groups of the
                account. Default: the one `MonitoringKey` of the stack.

        Raises:
            PolicyError: CloudTrail would not accept the name, or the account has a trail of it; it is no id of an
                organization; the key is none, or an alias whose key is not known; CloudWatch Logs has no such
                retention, or S3 no such retention or lock.
        """
        limits.TRAIL_NAME.require("trail_name", trail_name)
        limits.ORGANIZATION_ID.require("organization_id", organization_id)
        retention = log_retention or Duration.days(365)
        days = days_among("log_retention", retention, limits.LOG_RETENTION)
        if encryption_key is not None:
            require_has("encryption_key", encryption_key, "key_arn", "a key, such as kms.Key(...)")
            encryption_key = key_behind(encryption_key)
        if trail_name and not has_token(trail_name):
            refuse_second(IamTrail, scope, id, "trail of each name", trail_name)
        super().__init__(scope, id)
        # Policies name the trail before it is there: CloudFormation cannot choose its name.
        name = trail_name or Names.unique_resource_name(self, max_length=limits.TRAIL_NAME.maximum)
        self.account_key = name
        arn = Stack.of(self).format_arn(service="cloudtrail", resource="trail", resource_name=name)
        organization_ids = [organization_id] if organization_id else []
        self.encryption_key = encryption_key or MonitoringKey.of(self).for_log_groups().for_trail(arn)
        self._access_logs = AccessLogBucket(self, "AccessLogs", retention=retention)
        self.access_logs = self._access_logs.bucket
        self.bucket = TrailBucket(
            self,
            "Bucket",
            trail_arn=arn,
            owners=[Stack.of(self).account, *organization_ids],
            encryption_key=self.encryption_key,
            access_logs=self.access_logs,
            file_retention=file_retention,
            object_lock=object_lock,
        )
        self.log_group = self._log_group(days)
        self._role = TrailRole(self, "Role", log_group=self.log_group, organization_ids=organization_ids)
        self.trail = self._trail(name, of_organization=organization_id is not None)

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """That neither bucket is replicated, how access logs are encrypted, and names that CloudTrail chooses."""
        return (
            *self._access_logs.expected_findings,
            *self.bucket.expected_findings,
            *self._role.expected_findings,
        )

    def _log_group(self, days: float) -> logs.LogGroup:
        group = logs.LogGroup(self, "Logs", encryption_key=self.encryption_key, removal_policy=RemovalPolicy.RETAIN)
        resource = group.node.default_child
        assert isinstance(resource, logs.CfnLogGroup)
        # CDK has a name for each number of days, and none for one that is known at deployment only.
        resource.retention_in_days = days
        return group

    def _trail(self, name: str, *, of_organization: bool) -> cloudtrail.CfnTrail:
        """Return the trail; CDK's own gives rights of its own, by an inline policy."""
        management = cloudtrail.CfnTrail.EventSelectorProperty(include_management_events=True, read_write_type="All")
        trail = cloudtrail.CfnTrail(
            self,
            "Trail",
            trail_name=name,
            is_logging=True,
            is_multi_region_trail=True,
            is_organization_trail=of_organization,
            include_global_service_events=True,
            event_selectors=[management],
            enable_log_file_validation=True,
            s3_bucket_name=self.bucket.bucket_name,
            kms_key_id=self.encryption_key.key_arn,
            cloud_watch_logs_log_group_arn=self.log_group.log_group_arn,
            cloud_watch_logs_role_arn=self._role.role_arn,
        )
        # When it is made, CloudTrail sees whether it can write: the policies must be there.
        trail.node.add_dependency(self.bucket, self._role)
        return trail
