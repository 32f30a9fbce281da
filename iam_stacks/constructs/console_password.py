"""A password for the first sign-in."""

from __future__ import annotations

import json

from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from iam_stacks.constructs.expected_finding import ExpectedFinding, findings_of_unrotated

PASSWORD_LENGTH = 32

_NOT_SYMBOLS_FOR_IAM = "\"'`,./:;<>?\\~{}"
"""IAM counts as non-alphanumeric only !@#$%^&*()_+-=[]{}|' (IAM User Guide, "Set an account password policy for IAM
users"): another symbol would not satisfy a policy that asks for one. Quotes and braces are left out for the reader."""


class ConsolePassword(Construct):
    """A one-time password, generated inside Secrets Manager: neither the template nor CloudFormation's events have it.

    Attributes:
        secret: a JSON object with `UserName`, if the name is known, and `Password`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        encryption_key: kms.IKey,
        user_name: str | None = None,
        secret_name: str | None = None,
        minimum_length: int = 0,
    ) -> None:
        """Define the secret.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            encryption_key: encrypts the secret.
            user_name: whose password it is, for the reader of the secret. Default: not said.
            secret_name: the secret's name. Default: CloudFormation chooses one.
            minimum_length: the characters of the password that the account asks for. Default: no more than it has.
        """
        super().__init__(scope, id)
        self.secret = secretsmanager.Secret(
            self,
            "Secret",
            description="One-time console password of an IAM user, to be changed at the first sign-in",
            encryption_key=encryption_key,
            secret_name=secret_name,
            generate_secret_string=secretsmanager.SecretStringGenerator(
                secret_string_template=json.dumps({"UserName": user_name} if user_name else {}),
                generate_string_key="Password",
                password_length=max(PASSWORD_LENGTH, minimum_length),
                require_each_included_type=True,
                exclude_characters=_NOT_SYMBOLS_FOR_IAM,
            ),
        )

    @property
    def reference(self) -> str:
        """The dynamic reference that CloudFormation resolves when it makes the user."""
        return self.secret.secret_value_from_json("Password").unsafe_unwrap()

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """Every rule that asks for automatic rotation."""
        because = "a one-time password must not rotate: it is dead once the user has changed it at the first sign-in"
        return findings_of_unrotated(self.secret, because)
