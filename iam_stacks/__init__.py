"""AWS IAM as a Python CDK app and construct library, checked offline before every deploy.

The public names are imported when they are first used: `import iam_stacks` starts no Node process.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from iam_stacks.app import IamApp, build_app
    from iam_stacks.checks.acknowledgements import Acknowledgement
    from iam_stacks.checks.plugin import attach_packs
    from iam_stacks.constructs.expected_finding import ExpectedFinding
    from iam_stacks.constructs.iam_group import IamGroup
    from iam_stacks.constructs.iam_user import IamUser
    from iam_stacks.constructs.lambda_execution_role import LambdaExecutionRole
    from iam_stacks.constructs.trust_principal import TrustPrincipal
    from iam_stacks.constructs.trusted_role import TrustedRole
    from iam_stacks.policy import PolicyError, TrustPolicy

_HOMES = {
    "Acknowledgement": "iam_stacks.checks.acknowledgements",
    "ExpectedFinding": "iam_stacks.constructs.expected_finding",
    "IamApp": "iam_stacks.app",
    "IamGroup": "iam_stacks.constructs.iam_group",
    "IamUser": "iam_stacks.constructs.iam_user",
    "LambdaExecutionRole": "iam_stacks.constructs.lambda_execution_role",
    "PolicyError": "iam_stacks.policy",
    "TrustPolicy": "iam_stacks.policy",
    "TrustPrincipal": "iam_stacks.constructs.trust_principal",
    "TrustedRole": "iam_stacks.constructs.trusted_role",
    "attach_packs": "iam_stacks.checks.plugin",
    "build_app": "iam_stacks.app",
}

__all__ = [
    "Acknowledgement",
    "ExpectedFinding",
    "IamApp",
    "IamGroup",
    "IamUser",
    "LambdaExecutionRole",
    "PolicyError",
    "TrustPolicy",
    "TrustPrincipal",
    "TrustedRole",
    "attach_packs",
    "build_app",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
