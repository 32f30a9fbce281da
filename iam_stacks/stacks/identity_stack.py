"""People: groups, users, the policies that they use, and the account's settings about their credentials."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.config import AccessKeyRotation, Estate, Group, User
from iam_stacks.constructs.account_setting import AccountSetting
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.iam_group import IamGroup
from iam_stacks.constructs.iam_user import IamUser
from iam_stacks.constructs.mfa_policy import MfaPolicy
from iam_stacks.constructs.password_policy import PasswordPolicy
from iam_stacks.constructs.permissions_boundary import PermissionsBoundary
from iam_stacks.stacks.account_settings import define_account_settings
from iam_stacks.stacks.boundaries import define_boundaries
from iam_stacks.stacks.estate_stack import EstateStack, tag
from iam_stacks.stacks.mfa import define_mfa_policies
from iam_stacks.stacks.people_warnings import warn_of_group, warn_of_user
from iam_stacks.stacks.policies import define_policies, policies_of_people


class IdentityStack(EstateStack):
    """The groups and users of an estate."""

    def __init__(self, scope: Construct, id: str, *, estate: Estate, env: cdk.Environment | None = None) -> None:
        """Define the people's stack; the arguments are those of `EstateStack`."""
        super().__init__(scope, id, estate=estate, env=env)
        self._settings = define_account_settings(self.section("account"), estate.account)
        of_people = policies_of_people(estate)
        here = {name: policy for name, policy in estate.policies.items() if name in of_people}
        self._policies = define_policies(self.section("policies"), here)
        self._boundaries = define_boundaries(self.section("boundaries"), estate)
        self._mfa = define_mfa_policies(self.section("mfa"), estate)
        self._groups = self._define_groups(estate)
        self._users = self._define_users(estate)
        self.things |= {("account", name): setting for name, setting in self._settings.items()}
        self.things |= {("policies", name): first for name, (first, *_) in self._policies.items()}
        self.things |= {("boundaries", name): boundary for name, boundary in self._boundaries.items()}
        self.things |= {("groups", name): group for name, group in self._groups.items()}
        self.things |= {("users", name): user for name, user in self._users.items()}
        self.close()

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What our constructs cause here, whatever `iam.yaml` says."""
        causes: tuple[AccountSetting | MfaPolicy | IamUser | PermissionsBoundary, ...] = (
            *self._settings.values(),
            *self._mfa.values(),
            *self._users.values(),
            *self._boundaries.values(),
        )
        # Users share some of what they cause.
        return tuple(dict.fromkeys(finding for cause in causes for finding in cause.expected_findings))

    def _define_groups(self, estate: Estate) -> dict[str, IamGroup]:
        section = self.section("groups")
        return {name: self._define_group(section, name, group) for name, group in estate.groups.items()}

    def _define_group(self, section: Construct, name: str, group: Group) -> IamGroup:
        policies: list[iam.IManagedPolicy] = [policy for key in group.policies for policy in self._policies[key]]
        defined = IamGroup(
            section,
            name,
            group_name=name,
            path=group.path,
            policies=[*policies, self._mfa[group.first_login]] if group.mfa else policies,
            managed_policies=group.managed_policies,
        )
        warn_of_group(defined, group)
        return defined

    def _define_users(self, estate: Estate) -> dict[str, IamUser]:
        section = self.section("users")
        return {name: self._define_user(section, name, user, estate) for name, user in estate.users.items()}

    def _define_user(self, section: Construct, name: str, user: User, estate: Estate) -> IamUser:
        boundary = estate.boundary_of(user)
        groups: list[iam.IGroup] = [self._groups[key] for key in user.groups]
        defined = IamUser(
            section,
            name,
            user_name=name,
            path=user.path,
            groups=groups,
            policies=[policy for key in user.policies for policy in self._policies[key]],
            managed_policies=user.managed_policies,
            managed_policies_quota=estate.quotas.managed_policies_per_user,
            permissions_boundary=self._boundaries[boundary] if boundary else None,
            console_access=user.console_access,
            programmatic_access=user.programmatic_access,
            console_user_with_key=user.console_user_with_key,
            password_policy=self.password_policy,
            force_destroy=user.force_destroy,
            rotation_exemption=user.rotation_exemption,
            **_rotation(user.access_key_rotation),
        )
        tag(defined, user.tags)
        warn_of_user(defined, name, estate)
        return defined

    @property
    def password_policy(self) -> PasswordPolicy | None:
        """The account's password policy, if the file speaks of it."""
        setting = self._settings.get("password_policy")
        return setting if isinstance(setting, PasswordPolicy) else None


def _rotation(rotation: AccessKeyRotation | None) -> dict[str, Any]:
    """Return the arguments that say how a key is rotated; none for the way that our construct has by itself."""
    if rotation is None:
        return {}
    return {
        "rotate_every": cdk.Duration.days(rotation.every_days),
        "grace": cdk.Duration.hours(rotation.grace_hours),
        "delete_after": cdk.Duration.days(rotation.delete_after_days),
    }
