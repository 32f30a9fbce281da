"""The key that encrypts credentials."""

from __future__ import annotations

from aws_cdk import Aws, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct, IConstruct

from iam_stacks.constructs.one_per_stack import one_per_stack


class CredentialsKey(kms.Key):
    """A customer managed key, rotated every year, for the secrets that hold access keys and passwords.

    The logs and notices of what handles them are encrypted with it too. It goes with its stack: what it encrypts goes
    with the stack as well.
    """

    def __init__(self, scope: Construct, id: str) -> None:
        """Define the key.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
        """
        self._services: set[str] = set()
        super().__init__(
            scope,
            id,
            description="Encrypts the access keys and one-time passwords of IAM users, and what is said about them",
            enable_key_rotation=True,
            removal_policy=RemovalPolicy.DESTROY,
        )

    @classmethod
    def of(cls, scope: IConstruct) -> CredentialsKey:
        """Return the one key of the scope's stack; it is made when it is first asked for."""
        return one_per_stack(cls, scope)

    def for_log_groups(self) -> CredentialsKey:
        """Let log groups of the account, in the Region, be encrypted with the key; return it.

        Not one group alone: the group names the key, and CloudFormation makes no two things that name each other.

        AWS source: CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS".
        """
        groups = f"arn:{Aws.PARTITION}:logs:{Aws.REGION}:{Aws.ACCOUNT_ID}:log-group:*"
        return self._allow(
            f"logs.{Aws.REGION}.amazonaws.com",
            ("kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"),
            {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
        )

    def for_alarms(self) -> CredentialsKey:
        """Let alarms of the account send to topics that are encrypted with the key; return it.

        AWS source: Amazon SNS Developer Guide, "Enable compatibility between event sources from AWS services and
        encrypted topics".
        """
        return self._allow(
            "cloudwatch.amazonaws.com",
            ("kms:Decrypt", "kms:GenerateDataKey*"),
            {"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
        )

    def _allow(self, service: str, actions: tuple[str, ...], conditions: dict[str, dict[str, str]]) -> CredentialsKey:
        if service not in self._services:
            self._services.add(service)
            self.add_to_resource_policy(
                iam.PolicyStatement(
                    principals=[iam.ServicePrincipal(service)],
                    actions=list(actions),
                    # In a key's policy this is the key.
                    resources=["*"],
                    conditions=conditions,
                )
            )
        return self
