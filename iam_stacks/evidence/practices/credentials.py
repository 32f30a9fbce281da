"""Access keys, and passwords that lie unused."""

from __future__ import annotations

from iam_stacks.evidence.access_keys import console_users_without_key, one_key, rotated
from iam_stacks.evidence.analyzers import unused_access_within
from iam_stacks.evidence.parameter import at_most
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.secrets import IN_CLEAR, first_passwords_changed, no_secrets_in_clear
from iam_stacks.monitoring.watched import CisNumbers


def _unused(days: int, control: str, cis: CisNumbers | None = None) -> Practice:
    return Practice(
        id=f"credentials-unused-{days}-days",
        says=f"passwords and keys that nobody used for {days} days are switched off",
        cis=cis or CisNumbers(),
        security_hub=(control,),
        config_rules=("IAM_USER_UNUSED_CREDENTIALS_CHECK",),
        parameters=(at_most("maxCredentialUsageAge", days, "90"),),
        watchers=unused_access_within(days),
        by=("IdentityConfigRules", "AccessAnalyzers", "monitoring.config", "monitoring.access_analyzers"),
        by_hand="switch off what the credential report shows to be unused",
    )


CREDENTIAL_PRACTICES: tuple[Practice, ...] = (
    Practice(
        id="console-user-without-key",
        says="who signs in to the console gets no access key at the start",
        cis=CisNumbers(v3="1.11", v5="1.10"),
        our_rules=("console-user-with-key",),
        by=("IamUser", "users.NAME.console_access"),
        proof=console_users_without_key,
    ),
    _unused(45, "IAM.22", CisNumbers(v3="1.12", v5="1.11", v7="2.11")),
    _unused(90, "IAM.8"),
    Practice(
        id="one-access-key",
        says="a user has one active access key at most",
        cis=CisNumbers(v3="1.13", v5="1.12"),
        by=("IamUser", "users.NAME.programmatic_access"),
        proof=one_key,
    ),
    Practice(
        id="access-key-rotation",
        says="access keys are replaced after 90 days or sooner",
        cis=CisNumbers(v3="1.14", v5="1.13", v7="2.12"),
        security_hub=("IAM.3",),
        config_rules=("ACCESS_KEYS_ROTATED",),
        parameters=(at_most("maxAccessKeyAge", 90, "90"),),
        our_rules=("access-key-without-rotation",),
        by=("AccessKeyRotation", "users.NAME.programmatic_access"),
        proof=rotated,
    ),
    Practice(
        id="no-secrets-in-clear",
        says="no template or stack shows a password or a secret",
        our_rules=IN_CLEAR,
        by=("IamUser", "AccessKeyRotation", "users.NAME.console_access"),
        proof=no_secrets_in_clear,
    ),
    Practice(
        id="first-password-changed",
        says="a user changes the first password at the first sign-in",
        our_rules=("console-password-without-reset",),
        by=("IamUser", "users.NAME.console_access"),
        proof=first_passwords_changed,
    ),
)
"""AWS source: Security Hub User Guide, "Security Hub CSPM controls for IAM"; CIS numbers: see `practices`."""
