from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Stack
from aws_cdk.assertions import Template

from iam_stacks.config import load
from iam_stacks.stacks.identity_stack import IdentityStack
from iam_stacks.stacks.monitoring_stack import MonitoringStack
from iam_stacks.stacks.roles_stack import RolesStack

Stacks = tuple[IdentityStack, RolesStack]


@pytest.fixture
def define(context: dict[str, Any], estate_file: Callable[[str], Path]) -> Callable[[str], Stacks]:
    """Defines both stacks from YAML text."""

    def stacks(text: str) -> Stacks:
        app = App(context=context)
        estate = load(estate_file(text)).estate
        return IdentityStack(app, "Identity", estate=estate), RolesStack(app, "Roles", estate=estate)

    return stacks


@pytest.fixture(scope="session")
def example(context: dict[str, Any], root: Path) -> dict[str, dict[str, Any]]:
    """The templates of the example estate, by the stack's name."""
    app = App(context=context)
    estate = load(root / "iam.yaml").estate
    identity = IdentityStack(app, "IamIdentity", estate=estate)
    roles = RolesStack(app, "IamRoles", estate=estate)
    password_policy = identity.password_policy
    assert estate.monitoring
    monitoring = MonitoringStack(
        app, "IamMonitoring", estate=estate, monitoring=estate.monitoring, password_policy=password_policy
    )
    stacks: tuple[Stack, ...] = (identity, roles, monitoring)
    return {stack.stack_name: Template.from_stack(stack).to_json() for stack in stacks}
