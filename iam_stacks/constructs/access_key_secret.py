"""An access key that nobody sees but who may read its secret."""

from __future__ import annotations

from aws_cdk import SecretValue
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from iam_stacks.constructs.expected_finding import ExpectedFinding, findings_of_unrotated


class AccessKeySecret(Construct):
    """An access key of a user, written by CloudFormation straight into a secret.

    The template holds a reference to the key, never its value. The secret is a JSON object with `UserName`,
    `AccessKeyId` and `SecretAccessKey`. Nothing rotates the key: CloudFormation makes another only when its serial is
    raised.

    Attributes:
        access_key: the key.
        secret: the secret that holds it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        user: iam.IUser,
        encryption_key: kms.IKey,
        exemption: str,
        secret_name: str | None = None,
    ) -> None:
        """Define the key and its secret.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            user: whose key it is.
            encryption_key: encrypts the secret.
            exemption: why the key is not rotated.
            secret_name: the secret's name. Default: CloudFormation chooses one.
        """
        super().__init__(scope, id)
        self._exemption = exemption
        self.access_key = iam.AccessKey(self, "Key", user=user)
        self.secret = secretsmanager.Secret(
            self,
            "Secret",
            description="Access key of an IAM user",
            encryption_key=encryption_key,
            secret_name=secret_name,
            secret_object_value={
                "UserName": SecretValue.unsafe_plain_text(user.user_name),
                "AccessKeyId": SecretValue.unsafe_plain_text(self.access_key.access_key_id),
                "SecretAccessKey": self.access_key.secret_access_key,
            },
        )

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """Every rule that asks for automatic rotation."""
        return findings_of_unrotated(self.secret, self._exemption)
