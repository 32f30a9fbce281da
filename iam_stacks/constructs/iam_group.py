"""A group."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.constructs.attachments import Attachments
from iam_stacks.constructs.first_sign_ins import FirstSignIns, Member
from iam_stacks.constructs.managed_grants import ManagedGrants
from iam_stacks.constructs.mfa_policy import MfaPolicy
from iam_stacks.constructs.policies_given import managed_policies_of
from iam_stacks.policy import limits


class IamGroup(ManagedGrants, iam.Group):
    """An IAM group whose permissions are managed policies only."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        group_name: str | None = None,
        path: str | None = None,
        policies: Sequence[iam.IManagedPolicy] = (),
        managed_policies: Sequence[str] = (),
    ) -> None:
        """Define a group.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            group_name: its name in AWS. Default: CloudFormation chooses one.
            path: its path in AWS. Default: `/`.
            policies: customer managed policies to attach. Default: none.
            managed_policies: AWS-managed policies to attach, by name and path: `AmazonS3ReadOnlyAccess`.
                Default: none.

        Raises:
            PolicyError: IAM would not accept the name, the path, the name of a managed policy or so many policies.
        """
        limits.GROUP_NAME.require("group_name", group_name)
        limits.PATH.require("path", path)
        attached = managed_policies_of(policies, managed_policies)
        super().__init__(
            scope,
            id,
            group_name=group_name,
            path=path,
            managed_policies=attached,
        )
        Attachments.of(self).allow(None, named=len(attached))
        for policy in attached:
            self._heed(policy)

    def add_managed_policy(self, policy: iam.IManagedPolicy) -> None:
        """Attach a policy.

        Raises:
            PolicyError: IAM would not accept so many, or an `MfaPolicy` would lock out a user who is in the group.
        """
        self._heed(policy)
        super().add_managed_policy(policy)

    def admit(self, *, path: str | None, console_access: bool, programmatic_access: bool = False) -> None:
        """Take note of a user who is about to be a member; `IamUser` calls it.

        Args:
            path: the user's path in AWS. None stands for `/`.
            console_access: whether the user must change a one-time password at the first sign-in.
            programmatic_access: whether the user has an access key. Default: none.

        Raises:
            PolicyError: an `MfaPolicy` of the group would lock the user out: the password that must be changed could
                not be, the key could have no session with MFA, or the policy is not about users of that path.
        """
        member = Member(path=path or "/", console_access=console_access, programmatic_access=programmatic_access)
        FirstSignIns.of(self).admit(member)

    def _heed(self, policy: iam.IManagedPolicy) -> None:
        if isinstance(policy, MfaPolicy):
            FirstSignIns.of(self).impose(policy)
