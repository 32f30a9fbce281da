"""The root user, and the account's contacts: no template sets any of it."""

from __future__ import annotations

from iam_stacks.evidence.practice import Practice
from iam_stacks.monitoring.watched import CisNumbers

ROOT_PRACTICES: tuple[Practice, ...] = (
    Practice(
        id="root-no-access-key",
        says="the root user has no access key",
        cis=CisNumbers(v3="1.4", v5="1.3", v7="2.4"),
        security_hub=("IAM.4",),
        config_rules=("IAM_ROOT_ACCESS_KEY_CHECK",),
        by_hand="sign in as the root user and delete its keys, or remove root credentials centrally in Organizations",
    ),
    Practice(
        id="root-mfa",
        says="the root user needs MFA to sign in",
        cis=CisNumbers(v3="1.5", v5="1.4", v7="2.5"),
        security_hub=("IAM.9",),
        config_rules=("ROOT_ACCOUNT_MFA_ENABLED", "ROOT_ACCOUNT_HARDWARE_MFA_ENABLED"),
        by_hand="sign in as the root user and register a device, or remove root credentials centrally in Organizations",
    ),
    Practice(
        id="root-hardware-mfa",
        says="the root user's MFA is on a device of its own",
        cis=CisNumbers(v3="1.6", v5="1.5", v7="2.6"),
        security_hub=("IAM.6",),
        config_rules=("ROOT_ACCOUNT_HARDWARE_MFA_ENABLED",),
        by_hand="sign in as the root user and register a hardware device, and no virtual one",
    ),
    Practice(
        id="root-not-used",
        says="nobody works as the root user",
        cis=CisNumbers(v3="1.7", v5="1.6", v7="2.7"),
        security_hub=("IAM.20",),
        retired=("IAM.20",),
        alarms=("RootUserUsed",),
        by=("IdentityAlarms", "BreakGlassRole"),
        by_hand="use the root user for what nobody else can do, and look at when it was last used",
    ),
    Practice(
        id="contact-details",
        says="AWS knows whom to reach about the account",
        cis=CisNumbers(v3="1.1", v5="1.1", v7="2.2"),
        by_hand="keep the account's contact details up to date, with an address that several people read",
    ),
    Practice(
        id="security-contact",
        says="AWS knows whom to reach about the account's security",
        cis=CisNumbers(v3="1.2", v5="1.2", v7="2.3"),
        config_rules=("SECURITY_ACCOUNT_INFORMATION_PROVIDED",),
        by_hand="register the security team as alternate contact of the account",
    ),
    Practice(
        id="security-questions",
        says="AWS Support can tell who owns the account",
        cis=CisNumbers(v3="1.3"),
        by_hand="answer the security questions of the account, if AWS still asks for them",
    ),
)
"""CIS numbers: see `practices`."""
