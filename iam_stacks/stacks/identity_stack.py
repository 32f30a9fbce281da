"""People: groups, users, and the policies that they use."""

from __future__ import annotations

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.config import Estate, User
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.iam_group import IamGroup
from iam_stacks.constructs.iam_user import IamUser
from iam_stacks.stacks.boundaries import define_boundaries
from iam_stacks.stacks.estate_stack import EstateStack, tag
from iam_stacks.stacks.policies import define_policies, policies_of_people


class IdentityStack(EstateStack):
    """The groups and users of an estate."""

    def __init__(self, scope: Construct, id: str, *, estate: Estate, env: cdk.Environment | None = None) -> None:
        """Define the people's stack; the arguments are those of `EstateStack`."""
        super().__init__(scope, id, estate=estate, env=env)
        of_people = policies_of_people(estate)
        here = {name: policy for name, policy in estate.policies.items() if name in of_people}
        self._policies = define_policies(self.section("policies"), here)
        self._boundaries = define_boundaries(self.section("boundaries"), estate)
        self._groups = self._define_groups(estate)
        self._users = self._define_users(estate)
        self.things |= {("policies", name): first for name, (first, *_) in self._policies.items()}
        self.things |= {("boundaries", name): boundary for name, boundary in self._boundaries.items()}
        self.things |= {("groups", name): group for name, group in self._groups.items()}
        self.things |= {("users", name): user for name, user in self._users.items()}
        self.close()

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What our constructs cause here, whatever `iam.yaml` says."""
        of_users = [finding for user in self._users.values() for finding in user.expected_findings]
        of_boundaries = [finding for boundary in self._boundaries.values() for finding in boundary.expected_findings]
        return tuple(dict.fromkeys(of_users + of_boundaries))  # users with console access share one of them

    def _define_groups(self, estate: Estate) -> dict[str, IamGroup]:
        section = self.section("groups")
        return {
            name: IamGroup(
                section,
                name,
                group_name=name,
                path=group.path,
                policies=[policy for key in group.policies for policy in self._policies[key]],
                managed_policies=group.managed_policies,
            )
            for name, group in estate.groups.items()
        }

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
        )
        tag(defined, user.tags)
        return defined
