"""The key that encrypts credentials."""

from __future__ import annotations

from aws_cdk import RemovalPolicy
from aws_cdk import aws_kms as kms
from constructs import Construct, IConstruct

from iam_stacks.constructs.one_per_stack import one_per_stack


class CredentialsKey(kms.Key):
    """A customer managed key, rotated every year, for the secrets that hold access keys and passwords.

    It goes with its stack: what it encrypts goes with the stack too.
    """

    def __init__(self, scope: Construct, id: str) -> None:
        """Define the key.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
        """
        super().__init__(
            scope,
            id,
            description="Encrypts the access keys and one-time passwords of IAM users",
            enable_key_rotation=True,
            removal_policy=RemovalPolicy.DESTROY,
        )

    @classmethod
    def of(cls, scope: IConstruct) -> CredentialsKey:
        """Return the one key of the scope's stack; it is made when it is first asked for."""
        return one_per_stack(cls, scope)
