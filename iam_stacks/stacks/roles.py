"""Roles from `iam.yaml`: one maker for each kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.config import Quotas, Role
from iam_stacks.constructs.break_glass_role import BreakGlassRole
from iam_stacks.constructs.instance_role import InstanceRole
from iam_stacks.constructs.support_role import SupportRole
from iam_stacks.constructs.trusted_role import TrustedRole
from iam_stacks.policy import TrustPolicy
from iam_stacks.stacks.function_role import define_function_role


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """A role to be defined.

    Attributes:
        scope: the section that it is part of.
        name: its name.
        role: what the file says.
        trust: who may assume it.
        quotas: those of the account.
        common: the arguments that all kinds of roles take.
    """

    scope: Construct
    name: str
    role: Role
    trust: TrustPolicy
    quotas: Quotas
    common: dict[str, Any]

    @property
    def trusting(self) -> dict[str, Any]:
        """The arguments of the kinds of roles that anybody may be trusted with."""
        return {"trust": self.trust, "trust_policy_size_quota": self.quotas.trust_policy_size}

    @property
    def session(self) -> cdk.Duration:
        """How long a session may last."""
        return cdk.Duration.seconds(self.role.max_session_seconds)


def define_role(
    scope: Construct,
    name: str,
    role: Role,
    *,
    trust: TrustPolicy,
    quotas: Quotas,
    policies: list[iam.IManagedPolicy],
    permissions_boundary: iam.IManagedPolicy | None,
) -> TrustedRole:
    """Define a role of whichever kind the file says.

    Args:
        scope: the section that it is part of.
        name: its name.
        role: what the file says.
        trust: who may assume it.
        quotas: those of the account.
        policies: its customer managed policies.
        permissions_boundary: its boundary, if it has one.
    """
    common = {
        "role_name": name,
        "path": role.path,
        "description": role.description,
        "policies": policies,
        "managed_policies": role.managed_policies,
        "managed_policies_quota": quotas.managed_policies_per_role,
        "permissions_boundary": permissions_boundary,
    }
    wanted = _Wanted(scope=scope, name=name, role=role, trust=trust, quotas=quotas, common=common)
    return _MAKERS[role.made_as](wanted)


def _trusted(wanted: _Wanted) -> TrustedRole:
    return TrustedRole(
        wanted.scope, wanted.name, max_session_duration=wanted.session, **wanted.trusting, **wanted.common
    )


def _function(wanted: _Wanted) -> TrustedRole:
    return define_function_role(
        wanted.scope, wanted.name, wanted.role, max_session_duration=wanted.session, **wanted.common
    )


def _instance(wanted: _Wanted) -> TrustedRole:
    return InstanceRole(wanted.scope, wanted.name, **wanted.common)


def _support(wanted: _Wanted) -> TrustedRole:
    return SupportRole(wanted.scope, wanted.name, **wanted.trusting, **wanted.common)


def _break_glass(wanted: _Wanted) -> TrustedRole:
    return BreakGlassRole(wanted.scope, wanted.name, **wanted.trusting, **wanted.common)


_MAKERS: dict[str, Callable[[_Wanted], TrustedRole]] = {
    "trusted": _trusted,
    "function": _function,
    "instance": _instance,
    "support": _support,
    "break_glass": _break_glass,
}
