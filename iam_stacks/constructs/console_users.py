"""Who may change the password that they sign in with."""

from __future__ import annotations

from aws_cdk import Aws
from aws_cdk import aws_iam as iam
from constructs import Construct, IConstruct

from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.iam_group import IamGroup
from iam_stacks.constructs.one_per_stack import one_per_stack
from iam_stacks.policy import PolicyError, has_token
from iam_stacks.policy.limits import PATTERN_CHARACTERS


class ConsoleUsers(IamGroup):
    """The group of a stack's users with console access, who must be able to change their first password.

    A group, since a policy attached to a user is a finding in three packs.

    AWS source: IAM User Guide, "Permit IAM users to change their own passwords".
    """

    def __init__(self, scope: Construct, id: str) -> None:
        """Define the group.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
        """
        self._paths: set[str] = set()
        super().__init__(scope, id)
        self.add_to_principal_policy(
            iam.PolicyStatement(
                sid="ReadPasswordPolicy",
                actions=["iam:GetAccountPasswordPolicy"],
                # It takes no resource (Service Authorization Reference, IAM): on a user's ARN it would grant nothing.
                resources=["*"],
            )
        )

    @classmethod
    def of(cls, scope: IConstruct) -> ConsoleUsers:
        """Return the one group of the scope's stack; it is made when it is first asked for."""
        return one_per_stack(cls, scope)

    def allow_path(self, path: str) -> ConsoleUsers:
        """Let members whose user path is this one change their own password, and nobody else's; return the group.

        Args:
            path: begins and ends with `/`. The policy variable `aws:username` does not contain it.

        Raises:
            PolicyError: the path has a wildcard or variable, which would let members change other passwords.
        """
        if not has_token(path) and PATTERN_CHARACTERS & set(path):
            raise PolicyError(f"path {path!r} is not allowed with console access; give one without *, ? and $")
        if path not in self._paths:
            self._paths.add(path)
            self.add_to_principal_policy(
                iam.PolicyStatement(
                    actions=["iam:ChangePassword"],
                    resources=[f"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:user{path}${{aws:username}}"],
                )
            )
        return self

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """The `*` of the one action that takes no resource."""
        because = "iam:GetAccountPasswordPolicy takes no resource: AWS accepts nothing but *"
        return (ExpectedFinding(scope=self, rule="IAM5", finding="Resource::*", because=because),)
