"""What MiniStack 1.5.33 lacks or answers otherwise than AWS documents, mended while it runs.

One file is one concern. It says what is wrong, what AWS documents, and what we do; it has a smoke test of its name in
`tests/integration/emulator/`, and goes when a release makes that test pass without it. To try:

    EMULATOR_WITHOUT=iam_group,exports python -m emulator start

All of them rest on MiniStack's internals, reached through `ministack_api.py`: hence the exact pin in requirements.txt.
"""

import importlib
import os

PATCHES = (
    # CloudFormation: types that are not there
    "cloudtrail_trail",
    "config",
    "ec2_flow_log",
    "ec2_security_group_rules",
    "eks_pod_identity_association",
    "iam_access_key",
    "iam_group",
    "iam_oidc_provider",
    "iam_saml_provider",
    "iam_service_linked_role",
    "iam_user_to_group_addition",
    "record_only",
    "secret_rotation_schedule",
    # CloudFormation: types that do less than AWS's
    "iam_instance_profile",
    "iam_managed_policy",
    "iam_role",
    "lambda_function",
    "log_group",
    "s3_bucket",
    "secret",
    "sns_topic",
    # CloudFormation itself
    "cleanup_phase",
    "conditions",
    "exports",
    "failed_custom_resources",
    "failed_updates",
    # CloudTrail, and who is told
    "cloudtrail_events",
    "cloudtrail_needs",
    "service_publishing",
    # Lambda and Secrets Manager
    "lambda_invocations",
    "lambda_logs",
    "lambda_workers",
    "secret_rotation",
    "secret_versions",
    # S3
    "s3_managed_key",
    # The IAM API
    "access_key_last_used",
    "access_keys_per_user",
    "account_settings",
    "attached_policies",
    "change_password",
    "delete_group",
    "delete_user",
    "names",
    "own_user",
    "user_credentials",
    # Enforcement
    "iam_condition_keys",
    "iam_resource_arns",
    "mfa_sessions",
    "policy_variables",
    "sessions_without_mfa",
    "source_identity",
    "via_aws_service",
    "web_identity_claims",
)


def apply() -> None:
    """Apply every patch that EMULATOR_WITHOUT does not name."""
    without = set(filter(None, os.environ.get("EMULATOR_WITHOUT", "").split(",")))
    if unknown := without - set(PATCHES):
        raise SystemExit(f"EMULATOR_WITHOUT names no patch: {', '.join(sorted(unknown))}")
    for name in PATCHES:
        if name not in without:
            importlib.import_module(f"{__name__}.{name}").apply()
