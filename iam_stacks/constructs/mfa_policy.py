"""Nothing without multi-factor authentication, but to set it up."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import Aws, Stack, Token
from aws_cdk import aws_iam as iam
from aws_cdk.interfaces.aws_iam import IGroupRef
from constructs import Construct

from iam_stacks.constructs.expected_finding import ExpectedFinding, as_nag_writes
from iam_stacks.constructs.first_sign_ins import FirstSignIns, Member
from iam_stacks.policy import PolicyError, limits
from iam_stacks.policy.mfa import ANY_PATH, FirstLogin, mfa_statements
from iam_stacks.policy.size import least_size

_ARN_PREFIX = f"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}"
_WILDCARDS = {
    "*": "iam:ListVirtualMFADevices and its like take no resource: AWS accepts nothing but *",
    f"{_ARN_PREFIX}:mfa/*": "people name their virtual devices; one is nobody's until its user enables it",
    f"{_ARN_PREFIX}:user{ANY_PATH}${{aws:username}}": (
        "aws:username does not contain the path; names have no slash and are unique in an account"
    ),
}
"""The resources that are patterns, each with the reason."""


class MfaPolicy(iam.ManagedPolicy):
    """A policy for groups: members look after their own credentials, and can do nothing else without MFA.

    Without MFA they can set up a device, read about themselves, and, unless `first_login` says `strict`, change their
    password; with a key they can ask for a session with MFA. What AWS services do on their behalf is not denied.

    It is for groups of users. The session of a role knows nothing of MFA: ask for MFA in the role's trust policy.

    AWS source: IAM User Guide, "AWS: Allows MFA-authenticated IAM users to manage their own credentials on the Security
    credentials page" and "AWS global condition context keys".

    Attributes:
        first_login: whether members may change their password before they have a device.
        console_users: whether it is for members who sign in with a password.
        key_users: whether it is for members who have keys.
        user_paths: the paths of the members.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        managed_policy_name: str | None = None,
        path: str | None = None,
        first_login: FirstLogin = "allow_password_change",
        console_users: bool = True,
        key_users: bool = True,
        user_paths: Sequence[str] = ("/",),
    ) -> None:
        """Define the policy.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            managed_policy_name: its name in AWS. Default: CloudFormation chooses one.
            path: its path in AWS. Default: `/`.
            first_login: `strict` denies without MFA the change of a password too: no user who must change it at the
                first sign-in can be in the group. Default: `allow_password_change`.
            console_users: let members change their password. Default: yes.
            key_users: let members manage their access keys, SSH keys, signing certificates and service-specific
                credentials, and ask for sessions with MFA. Default: yes.
            user_paths: the paths of the members. `/*/` stands for every path but `/`. Default: `/` only.

        Raises:
            PolicyError: IAM would not accept the name or the path; a path of users is a pattern; there are so many that
                the policy is too long; first_login is another word; or the policy is for neither console nor key users.
        """
        limits.POLICY_NAME.require("managed_policy_name", managed_policy_name)
        limits.POLICY_PATH.require("path", path)
        self._statements = mfa_statements(
            arn_prefix=_ARN_PREFIX,
            user_paths=user_paths,
            first_login=first_login,
            console_users=console_users,
            key_users=key_users,
        )
        super().__init__(
            scope,
            id,
            managed_policy_name=managed_policy_name,
            path=path,
            statements=[iam.PolicyStatement.from_json(statement) for statement in self._statements],
        )
        self.first_login: FirstLogin = first_login
        self.console_users = console_users
        self.key_users = key_users
        self.user_paths = tuple(user_paths)
        size = least_size(Stack.of(self).resolve(self.document))
        if size > limits.MANAGED_POLICY_SIZE:
            raise PolicyError(
                f"user_paths makes the policy {size:,} characters long, more than {limits.MANAGED_POLICY_SIZE:,}; give "
                f"{ANY_PATH}, or several groups a policy each"
            )

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """The wildcards: of what takes no resource, of devices that people name, and of paths if it is asked for."""
        resources = {resource for each in self._statements for resource in each.get("Resource", ())}
        return tuple(
            ExpectedFinding(
                scope=self,
                rule="IAM5",
                finding=f"Resource::{as_nag_writes(Stack.of(self).resolve(resource))}",
                because=because,
            )
            for resource, because in _WILDCARDS.items()
            if resource in resources
        )

    def attach_to_group(self, group: IGroupRef) -> None:
        """Attach this to a group.

        Raises:
            PolicyError: it would lock out a user who is in the group.
        """
        FirstSignIns.of(group).impose(self)
        super().attach_to_group(group)

    def attach_to_role(self, role: iam.IRole) -> None:
        """Refuse to be attached to a role.

        Raises:
            PolicyError: always.
        """
        raise PolicyError(
            f"{self.node.path} would deny every session of {role.node.path}, which knows nothing of MFA; ask for it in "
            "the role's trust policy: TrustPolicy.account(..., require_mfa=True)"
        )

    def require_room_for(self, member: Member) -> None:
        """Refuse a user whom this policy would lock out.

        Raises:
            PolicyError: the user must change the password and never could, has a key that never could show MFA, or is
                on a path that is not of user_paths.
        """
        if member.console_access and not (self.console_users and self.first_login == "allow_password_change"):
            raise PolicyError(
                f"{self.node.path} denies without MFA the change of a password, which a user with console access must "
                "change at the first sign-in, before there can be MFA: that user would never get in; give the policy "
                "first_login='allow_password_change' and console_users=True, or put the user into another group"
            )
        if member.programmatic_access and not self.key_users:
            raise PolicyError(
                f"{self.node.path} denies sts:GetSessionToken, without which an access key never has MFA: the key of "
                "that user could do nothing; give the policy key_users=True, or put the user into another group"
            )
        if not self._is_about(member.path):
            raise PolicyError(
                f"{self.node.path} is for users of {', '.join(self.user_paths)}, so one of {member.path} could never "
                f"set up MFA; give the policy user_paths with {member.path}"
            )

    def _is_about(self, path: str) -> bool:
        unknown = any(map(Token.is_unresolved, (path, *self.user_paths)))
        return unknown or path in self.user_paths or (ANY_PATH in self.user_paths and path != "/")
