"""Permissions boundaries from `iam.yaml`."""

from __future__ import annotations

from constructs import Construct

from iam_stacks.config import Boundary, Estate
from iam_stacks.constructs.delegated_admin_boundary import DelegatedAdminBoundary
from iam_stacks.constructs.permissions_boundary import PermissionsBoundary
from iam_stacks.stacks.policies import as_statements


def define_boundaries(scope: Construct, estate: Estate) -> dict[str, PermissionsBoundary]:
    """Define the boundaries, each under its name."""
    return {name: _define(scope, name, boundary) for name, boundary in estate.boundaries.items()}


def _define(scope: Construct, name: str, boundary: Boundary) -> PermissionsBoundary:
    if boundary.delegated_admin:
        return DelegatedAdminBoundary(
            scope,
            name,
            managed_policy_name=name,
            path=boundary.path,
            description=boundary.description,
            delegated_path=boundary.delegated_admin.path,
            allowed_actions=boundary.delegated_admin.allowed_actions,
        )
    return PermissionsBoundary(
        scope,
        name,
        managed_policy_name=name,
        path=boundary.path,
        description=boundary.description,
        statements=as_statements(statement.as_json() for statement in boundary.statements),
    )
