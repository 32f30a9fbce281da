"""People: groups, users, and the policies that they use."""

from __future__ import annotations

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.config import Estate, User
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.iam_group import IamGroup
from iam_stacks.constructs.iam_user import IamUser
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
        self._groups = self._define_groups(estate)
        self._users = self._define_users(estate)
        self.things |= {("policies", name): policy for name, policy in self._policies.items()}
        self.things |= {("groups", name): group for name, group in self._groups.items()}
        self.things |= {("users", name): user for name, user in self._users.items()}
        self.close()

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What our constructs cause here, whatever `iam.yaml` says."""
        every = [finding for user in self._users.values() for finding in user.expected_findings]
        return tuple(dict.fromkeys(every))  # users with console access share one of them

    def _define_groups(self, estate: Estate) -> dict[str, IamGroup]:
        section = self.section("groups")
        return {
            name: IamGroup(
                section,
                name,
                group_name=name,
                path=group.path,
                policies=[self._policies[key] for key in group.policies],
                managed_policies=group.managed_policies,
            )
            for name, group in estate.groups.items()
        }

    def _define_users(self, estate: Estate) -> dict[str, IamUser]:
        section = self.section("users")
        return {name: self._define_user(section, name, user) for name, user in estate.users.items()}

    def _define_user(self, section: Construct, name: str, user: User) -> IamUser:
        groups: list[iam.IGroup] = [self._groups[key] for key in user.groups]
        defined = IamUser(
            section,
            name,
            user_name=name,
            path=user.path,
            groups=groups,
            policies=[self._policies[key] for key in user.policies],
            managed_policies=user.managed_policies,
            console_access=user.console_access,
            programmatic_access=user.programmatic_access,
        )
        tag(defined, user.tags)
        return defined
