"""AWS IAM as a Python CDK app and construct library, checked offline before every deploy.

The public names are imported when they are first used: `import iam_stacks` starts no Node process.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from iam_stacks.app import IamApp, build_app
    from iam_stacks.checks.acknowledgements import Acknowledgement, acknowledge
    from iam_stacks.checks.iam_checks import IamChecks
    from iam_stacks.checks.plugin import attach_packs
    from iam_stacks.checks.stale import assert_no_stale_acknowledgements
    from iam_stacks.constructs.access_analyzers import AccessAnalyzers
    from iam_stacks.constructs.access_key_rotation import AccessKeyRotation
    from iam_stacks.constructs.account_alias import AccountAlias
    from iam_stacks.constructs.break_glass_role import BreakGlassRole
    from iam_stacks.constructs.delegated_admin_boundary import DelegatedAdminBoundary
    from iam_stacks.constructs.event_source import EventSource
    from iam_stacks.constructs.expected_finding import ExpectedFinding
    from iam_stacks.constructs.force_destroy_user import ForceDestroyUser
    from iam_stacks.constructs.iam_group import IamGroup
    from iam_stacks.constructs.iam_trail import IamTrail
    from iam_stacks.constructs.iam_user import IamUser
    from iam_stacks.constructs.identity_alarms import IdentityAlarms
    from iam_stacks.constructs.identity_config_rules import IdentityConfigRules
    from iam_stacks.constructs.identity_events import IdentityEvents
    from iam_stacks.constructs.identity_notices import IdentityNotices
    from iam_stacks.constructs.instance_role import InstanceRole
    from iam_stacks.constructs.lambda_execution_role import LambdaExecutionRole
    from iam_stacks.constructs.managed_policies import ManagedPolicies
    from iam_stacks.constructs.mfa_policy import MfaPolicy
    from iam_stacks.constructs.oidc_provider import OidcProvider
    from iam_stacks.constructs.password_policy import PasswordPolicy
    from iam_stacks.constructs.permissions_boundary import PermissionsBoundary
    from iam_stacks.constructs.roles_anywhere_profile import RolesAnywhereProfile
    from iam_stacks.constructs.saml_provider import SamlProvider
    from iam_stacks.constructs.support_role import SupportRole
    from iam_stacks.constructs.trust_anchor import TrustAnchor
    from iam_stacks.constructs.trust_policy import TrustPolicy
    from iam_stacks.constructs.trust_principal import TrustPrincipal
    from iam_stacks.constructs.trusted_role import TrustedRole
    from iam_stacks.guarantees.guarantee import Guarantee
    from iam_stacks.policy import PolicyError

_HOMES = {
    "AccessAnalyzers": "iam_stacks.constructs.access_analyzers",
    "AccessKeyRotation": "iam_stacks.constructs.access_key_rotation",
    "AccountAlias": "iam_stacks.constructs.account_alias",
    "Acknowledgement": "iam_stacks.checks.acknowledgements",
    "BreakGlassRole": "iam_stacks.constructs.break_glass_role",
    "DelegatedAdminBoundary": "iam_stacks.constructs.delegated_admin_boundary",
    "EventSource": "iam_stacks.constructs.event_source",
    "ExpectedFinding": "iam_stacks.constructs.expected_finding",
    "ForceDestroyUser": "iam_stacks.constructs.force_destroy_user",
    "Guarantee": "iam_stacks.guarantees.guarantee",
    "IamApp": "iam_stacks.app",
    "IamChecks": "iam_stacks.checks.iam_checks",
    "IamGroup": "iam_stacks.constructs.iam_group",
    "IamTrail": "iam_stacks.constructs.iam_trail",
    "IamUser": "iam_stacks.constructs.iam_user",
    "IdentityAlarms": "iam_stacks.constructs.identity_alarms",
    "IdentityConfigRules": "iam_stacks.constructs.identity_config_rules",
    "IdentityEvents": "iam_stacks.constructs.identity_events",
    "IdentityNotices": "iam_stacks.constructs.identity_notices",
    "InstanceRole": "iam_stacks.constructs.instance_role",
    "LambdaExecutionRole": "iam_stacks.constructs.lambda_execution_role",
    "ManagedPolicies": "iam_stacks.constructs.managed_policies",
    "MfaPolicy": "iam_stacks.constructs.mfa_policy",
    "OidcProvider": "iam_stacks.constructs.oidc_provider",
    "PasswordPolicy": "iam_stacks.constructs.password_policy",
    "PermissionsBoundary": "iam_stacks.constructs.permissions_boundary",
    "PolicyError": "iam_stacks.policy",
    "RolesAnywhereProfile": "iam_stacks.constructs.roles_anywhere_profile",
    "SamlProvider": "iam_stacks.constructs.saml_provider",
    "SupportRole": "iam_stacks.constructs.support_role",
    "TrustAnchor": "iam_stacks.constructs.trust_anchor",
    "TrustPolicy": "iam_stacks.constructs.trust_policy",
    "TrustPrincipal": "iam_stacks.constructs.trust_principal",
    "TrustedRole": "iam_stacks.constructs.trusted_role",
    "acknowledge": "iam_stacks.checks.acknowledgements",
    "assert_no_stale_acknowledgements": "iam_stacks.checks.stale",
    "attach_packs": "iam_stacks.checks.plugin",
    "build_app": "iam_stacks.app",
}

__all__ = [
    "AccessAnalyzers",
    "AccessKeyRotation",
    "AccountAlias",
    "Acknowledgement",
    "BreakGlassRole",
    "DelegatedAdminBoundary",
    "EventSource",
    "ExpectedFinding",
    "ForceDestroyUser",
    "Guarantee",
    "IamApp",
    "IamChecks",
    "IamGroup",
    "IamTrail",
    "IamUser",
    "IdentityAlarms",
    "IdentityConfigRules",
    "IdentityEvents",
    "IdentityNotices",
    "InstanceRole",
    "LambdaExecutionRole",
    "ManagedPolicies",
    "MfaPolicy",
    "OidcProvider",
    "PasswordPolicy",
    "PermissionsBoundary",
    "PolicyError",
    "RolesAnywhereProfile",
    "SamlProvider",
    "SupportRole",
    "TrustAnchor",
    "TrustPolicy",
    "TrustPrincipal",
    "TrustedRole",
    "acknowledge",
    "assert_no_stale_acknowledgements",
    "attach_packs",
    "build_app",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
