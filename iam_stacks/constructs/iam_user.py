"""A user."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from iam_stacks.constructs.access_key_secret import AccessKeySecret
from iam_stacks.constructs.attachments import Attachments
from iam_stacks.constructs.console_password import ConsolePassword
from iam_stacks.constructs.console_users import ConsoleUsers
from iam_stacks.constructs.credentials_key import CredentialsKey
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.managed_grants import ManagedGrants
from iam_stacks.constructs.policies_given import managed_policies_of
from iam_stacks.policy import PolicyError, has_token, limits


class IamUser(ManagedGrants, iam.User):
    """An IAM user whose credentials go straight into Secrets Manager.

    Attributes:
        access_key: the access key and its secret, with `programmatic_access`.
        console_password: the one-time password and its secret, with `console_access`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        user_name: str | None = None,
        path: str | None = None,
        groups: Sequence[iam.IGroup] = (),
        policies: Sequence[iam.IManagedPolicy] = (),
        managed_policies: Sequence[str] = (),
        managed_policies_quota: int | None = None,
        console_access: bool = False,
        programmatic_access: bool = False,
        permissions_boundary: iam.IManagedPolicy | None = None,
        encryption_key: kms.IKey | None = None,
    ) -> None:
        """Define a user.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            user_name: the name in AWS. Default: CloudFormation chooses one.
            path: the path in AWS. Default: `/`.
            groups: the groups to be a member of. Default: none.
            policies: customer managed policies to attach to the user directly; a group is the better place.
                Default: none.
            managed_policies: AWS-managed policies, by name and path, likewise. Default: none.
            managed_policies_quota: how many managed policies the account allows a user, if AWS has changed that:
                20 at most. Default: 10.
            console_access: make a one-time password that must be changed at the first sign-in, and let the user
                change it. Default: no console access.
            programmatic_access: make an access key. Default: none.
            permissions_boundary: the most that the user may ever be allowed. Default: none.
            encryption_key: encrypts the secrets. Default: the one `CredentialsKey` of the stack.

        Raises:
            PolicyError: IAM would not accept the name, the path, the name of a managed policy, so many policies or
                so many groups; or the path of a user with console access is a pattern.
        """
        limits.USER_NAME.require("user_name", user_name)
        limits.PATH.require("path", path)
        if len(groups) + console_access > limits.GROUPS_PER_USER:
            raise PolicyError(f"a user can be in {limits.GROUPS_PER_USER} groups, and console access takes one of them")
        if console_access:
            groups = [*groups, ConsoleUsers.of(scope).allow_path(path or "/")]
        attached = managed_policies_of(policies, managed_policies)
        super().__init__(
            scope,
            id,
            user_name=user_name,
            path=path,
            groups=list(groups),
            managed_policies=attached,
            permissions_boundary=permissions_boundary,
        )
        Attachments.of(self).allow(managed_policies_quota, named=len(attached))
        self.access_key: AccessKeySecret | None = None
        self.console_password: ConsolePassword | None = None
        if programmatic_access:
            self.access_key = AccessKeySecret(
                self,
                "AccessKey",
                user=self,
                encryption_key=encryption_key or CredentialsKey.of(self),
                secret_name=_secret_name(user_name, "access-key"),
            )
        if console_access:
            self.console_password = ConsolePassword(
                self,
                "ConsolePassword",
                encryption_key=encryption_key or CredentialsKey.of(self),
                user_name=user_name,
                secret_name=_secret_name(user_name, "console-password"),
            )
            self._sign_in_with(self.console_password)

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What the user's secrets cause, and the right to change a password."""
        console_users = ConsoleUsers.of(self) if self.console_password else None
        causes = [cause for cause in (self.access_key, self.console_password, console_users) if cause]
        return tuple(finding for cause in causes for finding in cause.expected_findings)

    def _sign_in_with(self, password: ConsolePassword) -> None:
        resource = self.node.default_child
        assert isinstance(resource, iam.CfnUser)
        resource.login_profile = iam.CfnUser.LoginProfileProperty(
            password=password.reference, password_reset_required=True
        )


def _secret_name(user_name: str | None, what: str) -> str | None:
    """A name that an administrator can guess, if the user's name is known and fit for a secret: it may have a comma."""
    name = f"iam/{user_name}/{what}"
    return name if user_name and not has_token(name) and limits.SECRET_NAME.accepts(name) else None
