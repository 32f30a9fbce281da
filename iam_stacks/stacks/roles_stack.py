"""Roles, the providers of those who assume them, and the policies that only roles use."""

from __future__ import annotations

from typing import TypedDict

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.config import Estate, Role
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.lambda_execution_role import LambdaExecutionRole
from iam_stacks.constructs.trusted_role import TrustedRole
from iam_stacks.stacks.estate_stack import EstateStack, tag
from iam_stacks.stacks.policies import define_policies, policies_of_people, policy_by_name


class _Common(TypedDict):
    """The arguments that all kinds of roles take."""

    path: str
    description: str | None
    policies: list[iam.IManagedPolicy]
    managed_policies: tuple[str, ...]
    max_session_duration: cdk.Duration


class RolesStack(EstateStack):
    """The roles of an estate. It is deployed after the people's stack, which holds the policies that both use."""

    def __init__(self, scope: Construct, id: str, *, estate: Estate, env: cdk.Environment | None = None) -> None:
        """Define the roles' stack; the arguments are those of `EstateStack`."""
        super().__init__(scope, id, estate=estate, env=env)
        self._estate = estate
        self._policies = self._define_policies()
        self._providers = self._define_providers()
        section = self.section("roles")
        self._roles = {name: self._define_role(section, name, role) for name, role in estate.roles.items()}
        self.things |= {("providers", name): provider for name, provider in self._providers.items()}
        self.things |= {("roles", name): role for name, role in self._roles.items()}
        self.close()

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What our constructs cause here, whatever `iam.yaml` says."""
        lambdas = [role for role in self._roles.values() if isinstance(role, LambdaExecutionRole)]
        return tuple(finding for role in lambdas for finding in role.expected_findings)

    def _define_policies(self) -> dict[str, iam.IManagedPolicy]:
        section = self.section("policies")
        policies = self._estate.policies
        of_people = policies_of_people(self._estate)
        own = define_policies(section, {name: policy for name, policy in policies.items() if name not in of_people})
        self.things |= {("policies", name): policy for name, policy in own.items()}
        used = {name for role in self._estate.roles.values() for name in role.policies}
        shared = {name: policy_by_name(section, name, policies[name]) for name in sorted(used & of_people)}
        return {**own, **shared}

    def _define_providers(self) -> dict[str, iam.OidcProviderNative]:
        section = self.section("providers")
        return {
            name: iam.OidcProviderNative(section, name, url=provider.url, client_ids=list(provider.audiences))
            for name, provider in self._estate.providers.items()
            if not provider.existing
        }

    def _define_role(self, section: Construct, name: str, role: Role) -> TrustedRole:
        defined = self._lambda_role(section, name, role) if role.is_for_lambda else self._role(section, name, role)
        tag(defined, role.tags)
        return defined

    def _lambda_role(self, section: Construct, name: str, role: Role) -> LambdaExecutionRole:
        return LambdaExecutionRole(
            section,
            name,
            role_name=name,
            log_group=role.log_group,
            create_log_group=role.create_log_group,
            **self._common(role),
        )

    def _role(self, section: Construct, name: str, role: Role) -> TrustedRole:
        trust = role.trust.policy(self._estate.providers)
        defined = TrustedRole(section, name, role_name=name, trust=trust, **self._common(role))
        identity = role.trust.web_identity
        if identity and identity.provider in self._providers:
            defined.node.add_dependency(self._providers[identity.provider])
        return defined

    def _common(self, role: Role) -> _Common:
        return {
            "path": role.path,
            "description": role.description,
            "policies": [self._policies[key] for key in role.policies],
            "managed_policies": role.managed_policies,
            "max_session_duration": cdk.Duration.seconds(role.max_session_seconds),
        }
