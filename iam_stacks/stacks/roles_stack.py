"""Roles, the providers of those who assume them, and the policies that only roles use."""

from __future__ import annotations

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.config import Estate, Role, Surroundings
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.roles_anywhere_profile import RolesAnywhereProfile
from iam_stacks.constructs.trust_anchor import TrustAnchor
from iam_stacks.constructs.trusted_role import TrustedRole
from iam_stacks.stacks.estate_stack import EstateStack, tag
from iam_stacks.stacks.policies import define_policies, policies_by_name, policies_of_people, policy_by_name
from iam_stacks.stacks.providers import define_provider
from iam_stacks.stacks.roles import define_role


class RolesStack(EstateStack):
    """The roles of an estate. It is deployed after the people's stack, which holds what both use."""

    def __init__(self, scope: Construct, id: str, *, estate: Estate, env: cdk.Environment | None = None) -> None:
        """Define the roles' stack; the arguments are those of `EstateStack`."""
        super().__init__(scope, id, estate=estate, env=env)
        self._estate = estate
        self._policies = self._define_policies()
        self._boundaries = self._refer_to_boundaries()
        section = self.section("providers")
        created = {name: provider for name, provider in estate.providers.items() if provider.is_created}
        self._providers = {name: define_provider(section, name, provider) for name, provider in created.items()}
        self._surroundings = Surroundings(
            providers=estate.providers,
            own_accounts=estate.own_accounts,
            trust_anchors={
                name: provider.trust_anchor_arn
                for name, provider in self._providers.items()
                if isinstance(provider, TrustAnchor)
            },
        )
        section = self.section("roles")
        self._roles = {name: self._define_role(section, name, role) for name, role in estate.roles.items()}
        self._define_profiles()
        self.things |= {("providers", name): provider for name, provider in self._providers.items()}
        self.things |= {("roles", name): role for name, role in self._roles.items()}
        self.close()

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What our constructs cause here, whatever `iam.yaml` says."""
        return tuple(finding for role in self._roles.values() for finding in role.expected_findings)

    def _define_policies(self) -> dict[str, list[iam.IManagedPolicy]]:
        section = self.section("policies")
        policies = self._estate.policies
        of_people = policies_of_people(self._estate)
        own = define_policies(section, {name: policy for name, policy in policies.items() if name not in of_people})
        self.things |= {("policies", name): first for name, (first, *_) in own.items()}
        used = {name for role in self._estate.roles.values() for name in role.policies}
        shared = {name: policies_by_name(section, name, policies[name]) for name in sorted(used & of_people)}
        every: dict[str, list[iam.IManagedPolicy]] = {name: [*parts] for name, parts in own.items()}
        return every | shared

    def _refer_to_boundaries(self) -> dict[str, iam.IManagedPolicy]:
        section = self.section("boundaries")
        boundaries = self._estate.boundaries
        return {name: policy_by_name(section, name, boundary.path) for name, boundary in boundaries.items()}

    def _define_role(self, section: Construct, name: str, role: Role) -> TrustedRole:
        boundary = self._estate.boundary_of(role)
        defined = define_role(
            section,
            name,
            role,
            trust=role.trust.policy(self._surroundings),
            quotas=self._estate.quotas,
            policies=[policy for key in role.policies for policy in self._policies[key]],
            permissions_boundary=self._boundaries[boundary] if boundary else None,
        )
        tag(defined, role.tags)
        for provider in sorted(role.trust.providers & self._providers.keys()):
            defined.node.add_dependency(self._providers[provider])
        return defined

    def _define_profiles(self) -> None:
        section = self.section("profiles")
        for name, role in self._estate.roles.items():
            if role.trust.names_certificates:
                session = cdk.Duration.seconds(role.max_session_seconds)
                RolesAnywhereProfile(section, name, name=name, roles=[self._roles[name]], session_duration=session)
