"""The key that encrypts credentials."""

from __future__ import annotations

from aws_cdk import RemovalPolicy
from constructs import Construct

from iam_stacks.constructs.service_key import ServiceKey


class CredentialsKey(ServiceKey):
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
        super().__init__(
            scope,
            id,
            description="Encrypts the access keys and one-time passwords of IAM users, and what is said about them",
            removal_policy=RemovalPolicy.DESTROY,
        )
