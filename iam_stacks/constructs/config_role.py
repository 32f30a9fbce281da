"""The role with which AWS Config records and delivers."""

from __future__ import annotations

from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from iam_stacks.constructs.attachments import Attachments
from iam_stacks.constructs.expected_finding import ExpectedFinding, finding_of_aws_managed
from iam_stacks.constructs.held_right import HeldRight, findings_of_wildcards
from iam_stacks.constructs.right import Right
from iam_stacks.constructs.trusted_role import TrustedRole
from iam_stacks.policy import TrustPolicy

CONFIG_ROLE = "service-role/AWS_ConfigRole"

_BY_AWS = "AWS keeps this policy of reading up with what AWS Config records, and the recorder needs it"
_NAMED_BY_DATE = "AWS Config chooses the names of the files; they are of this account alone"


class ConfigRole(TrustedRole):
    """A role that may read what AWS Config records, and deliver it to one bucket.

    Without the right to deliver, each delivery would be refused first, and an alarm on refused calls would tell.

    AWS source: AWS Config Developer Guide, "Permissions for the IAM Role Assigned to AWS Config".
    """

    def __init__(self, scope: Construct, id: str, *, bucket: s3.Bucket, files: str, key: kms.IKey) -> None:
        """Define the role.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            bucket: what it delivers to.
            files: the ARN of the files that it writes there.
            key: what they are encrypted with.
        """
        super().__init__(
            scope,
            id,
            trust=TrustPolicy.service("config.amazonaws.com"),
            description="Records configurations, and delivers them to a bucket",
            managed_policies=[CONFIG_ROLE],
        )
        rights = (
            Right(
                sid="WriteFiles",
                actions=("s3:PutObject", "s3:PutObjectAcl"),
                resources=(files,),
                because=_NAMED_BY_DATE,
            ),
            Right(sid="FindBucket", actions=("s3:GetBucketAcl", "s3:ListBucket"), resources=(bucket.bucket_arn,)),
            Right(sid="Encrypt", actions=("kms:Decrypt", "kms:GenerateDataKey"), resources=(key.key_arn,)),
        )
        policy = iam.ManagedPolicy(
            self,
            "Rights",
            description="Delivers configurations to a bucket",
            statements=[right.statement() for right in rights],
        )
        Attachments.of(self).attach(policy)
        self._held = tuple(HeldRight.of(right, policy) for right in rights)

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """AWS's policy, and the wildcard at the end of the files' names."""
        return (finding_of_aws_managed(self, CONFIG_ROLE, _BY_AWS), *findings_of_wildcards(self._held))
