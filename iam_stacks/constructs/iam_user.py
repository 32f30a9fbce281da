"""A user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from aws_cdk import Duration, Tags
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from constructs import Construct

from iam_stacks.constructs.access_key_rotation import AccessKeyRotation
from iam_stacks.constructs.access_key_secret import AccessKeySecret
from iam_stacks.constructs.attachments import Attachments
from iam_stacks.constructs.console_password import ConsolePassword
from iam_stacks.constructs.console_users import ConsoleUsers
from iam_stacks.constructs.credentials_key import CredentialsKey
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.first_sign_ins import Member
from iam_stacks.constructs.force_destroy_user import ForceDestroyUser
from iam_stacks.constructs.iam_group import IamGroup
from iam_stacks.constructs.managed_grants import ManagedGrants
from iam_stacks.constructs.mfa_policy import MfaPolicy
from iam_stacks.constructs.password_policy import PasswordPolicy
from iam_stacks.constructs.policies_given import managed_policies_of
from iam_stacks.policy import PolicyError, has_token, limits
from iam_stacks.policy.tags import EXEMPT_TAG


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
        console_user_with_key: str | None = None,
        password_policy: PasswordPolicy | None = None,
        rotation_exemption: str | None = None,
        rotate_every: Duration | None = None,
        grace: Duration | None = None,
        delete_after: Duration | None = None,
        force_destroy: bool = False,
        permissions_boundary: iam.IManagedPolicy | None = None,
        encryption_key: kms.IKey | None = None,
        notices: sns.ITopic | None = None,
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
            programmatic_access: make an access key, and rotate it. Default: none.
            console_user_with_key: why the user has both from the start. Default: one of the two is enough.
            password_policy: the password policy of the account, which is there before the user's password, and which
                the password obeys. Default: that of the account is not ours, and allows 32 characters of all kinds.
            rotation_exemption: why the access key is not rotated: then CloudFormation makes it, once. Default: it is.
            rotate_every: when the key is replaced, in whole days: from 1 to 90. Default: 60 days.
            grace: for how long the old key works, at least. Default: 24 hours.
            delete_after: how long after it was switched off the old key is deleted. Default: 7 days.
            force_destroy: before the user is deleted, delete the credentials that people made for it elsewhere: with
                them, AWS does not delete it. Default: they stay, and the user with them.
            permissions_boundary: the most that the user may ever be allowed. Default: none.
            encryption_key: encrypts the secrets. Default: the one `CredentialsKey` of the stack.
            notices: the topic that is told what happens to the access key. Default: the one of the stack.

        Raises:
            PolicyError: IAM would not accept the name, the path, the name of a managed policy, so many policies or
                so many groups; the path of a user with console access is a pattern; the user has console access and an
                access key, and no reason for both (CIS AWS Foundations Benchmark 3.0, 1.11); a reason is blank, or
                given for what there is not; the key would be rotated too late or too often; or an `MfaPolicy` of a
                group would lock the user out.
        """
        limits.USER_NAME.require("user_name", user_name)
        limits.PATH.require("path", path)
        _require_reason_for_both(console_access and programmatic_access, console_user_with_key)
        _require_key_to_rotate(
            programmatic_access,
            rotation_exemption,
            {"rotate_every": rotate_every, "grace": grace, "delete_after": delete_after},
        )
        # A password policy that lets everybody change their own password leaves nothing to the group.
        by_group = console_access and not (password_policy and password_policy.allow_users_to_change_password)
        if len(groups) + by_group > limits.GROUPS_PER_USER:
            taken = ", and console access takes one of them" if by_group else ""
            raise PolicyError(f"a user can be in {limits.GROUPS_PER_USER} groups{taken}")
        self._console_users = ConsoleUsers.of(scope).allow_path(path or "/") if by_group else None
        attached = managed_policies_of(policies, managed_policies)
        super().__init__(
            scope,
            id,
            user_name=user_name,
            path=path,
            managed_policies=attached,
            permissions_boundary=permissions_boundary,
        )
        Attachments.of(self).allow(managed_policies_quota, named=len(attached))
        self._member = Member(path=path or "/", console_access=console_access, programmatic_access=programmatic_access)
        for policy in policies:
            self._heed(policy)
        for group in (*groups, self._console_users) if self._console_users else groups:
            self.add_to_group(group)
        if console_user_with_key:
            # Whoever reads the template, or reviews a change of it, sees why.
            self._resource.add_metadata("ConsoleUserWithKey", console_user_with_key)
        self.access_key: AccessKeyRotation | AccessKeySecret | None = None
        if rotation_exemption:
            self.access_key = self._unrotated_key(rotation_exemption, encryption_key, user_name)
        elif programmatic_access:
            self.access_key = AccessKeyRotation(
                self,
                "AccessKey",
                user=self,
                encryption_key=encryption_key,
                secret_name=_secret_name(user_name, "access-key"),
                rotate_every=rotate_every,
                grace=grace,
                delete_after=delete_after,
                notices=notices,
            )
        self.console_password: ConsolePassword | None = None
        if console_access:
            self.console_password = self._first_password(password_policy, encryption_key, user_name)
        self._destruction: ForceDestroyUser | None = None
        if force_destroy:
            self._destruction = ForceDestroyUser(self, "ForceDestroy", user=self, notices=notices)

    def add_to_group(self, group: iam.IGroup) -> None:
        """Make the user a member of a group.

        Raises:
            PolicyError: an `MfaPolicy` of the group would lock the user out.
        """
        if isinstance(group, IamGroup):
            group.admit(**asdict(self._member))
        super().add_to_group(group)

    def add_managed_policy(self, policy: iam.IManagedPolicy) -> None:
        """Attach a policy to the user directly; a group is the better place.

        Raises:
            PolicyError: IAM would not accept so many, or it is an `MfaPolicy` that would lock the user out.
        """
        self._heed(policy)
        super().add_managed_policy(policy)

    def _heed(self, policy: iam.IManagedPolicy) -> None:
        if isinstance(policy, MfaPolicy):
            policy.require_room_for(self._member)

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What the user's secrets and functions cause, and the right to change a password."""
        causes = (self.access_key, self.console_password, self._console_users, self._destruction)
        return tuple(finding for cause in causes if cause for finding in cause.expected_findings)

    @property
    def _resource(self) -> iam.CfnUser:
        resource = self.node.default_child
        assert isinstance(resource, iam.CfnUser)
        return resource

    def _unrotated_key(self, exemption: str, key: kms.IKey | None, user_name: str | None) -> AccessKeySecret:
        Tags.of(self).add(EXEMPT_TAG, "true", include_resource_types=["AWS::IAM::User"])
        return AccessKeySecret(
            self,
            "AccessKey",
            user=self,
            encryption_key=key or CredentialsKey.of(self),
            exemption=exemption,
            secret_name=_secret_name(user_name, "access-key"),
        )

    def _first_password(
        self, policy: PasswordPolicy | None, key: kms.IKey | None, user_name: str | None
    ) -> ConsolePassword:
        password = ConsolePassword(
            self,
            "ConsolePassword",
            encryption_key=key or CredentialsKey.of(self),
            user_name=user_name,
            secret_name=_secret_name(user_name, "console-password"),
            minimum_length=policy.minimum_length if policy else 0,
        )
        self._resource.login_profile = iam.CfnUser.LoginProfileProperty(
            password=password.reference, password_reset_required=True
        )
        if policy:
            self._resource.node.add_dependency(policy.setting)
        return password


def _require_reason_for_both(both: bool, reason: str | None) -> None:
    if reason is not None and not both:
        raise PolicyError("console_user_with_key goes with console_access and programmatic_access")
    if both and not (reason and reason.strip()):
        raise PolicyError(
            "a console user has no access key from the start (CIS AWS Foundations Benchmark 3.0, 1.11); use a role, a "
            "second user, or say in console_user_with_key why this user has both"
        )


def _require_key_to_rotate(has_key: bool, exemption: str | None, periods: Mapping[str, Duration | None]) -> None:
    if exemption is not None and not exemption.strip():
        raise PolicyError("rotation_exemption needs a reason; say why the access key is not rotated")
    if exemption is not None and not has_key:
        raise PolicyError("rotation_exemption goes with programmatic_access")
    given = [name for name, period in periods.items() if period]
    if given and (exemption or not has_key):
        raise PolicyError(f"{' and '.join(given)} goes with programmatic_access, and without rotation_exemption")


def _secret_name(user_name: str | None, what: str) -> str | None:
    """A name that an administrator can guess, if the user's name is known and fit for a secret: it may have a comma."""
    name = f"iam/{user_name}/{what}"
    return name if user_name and not has_token(name) and limits.SECRET_NAME.accepts(name) else None
