"""Users, and how they come by their permissions."""

from __future__ import annotations

from iam_stacks.evidence.memberships import in_groups, through_groups
from iam_stacks.evidence.mfa import with_mfa
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.rule_proofs import granted_without
from iam_stacks.monitoring.watched import CisNumbers

_MFA = (
    *("mfa-allow-met-by-access-keys", "mfa-allow-met-by-sessions"),
    *("mfa-deny-escaped-by-access-keys", "mfa-deny-escaped-by-sessions"),
)

USER_PRACTICES: tuple[Practice, ...] = (
    Practice(
        id="mfa",
        says="a user can do hardly anything without MFA but set it up",
        cis=CisNumbers(v3="1.10", v5="1.9", v7="2.10"),
        security_hub=("IAM.5", "IAM.19"),
        config_rules=("MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", "IAM_USER_MFA_ENABLED"),
        our_rules=("mfa-deny-escaped-by-access-keys", "mfa-deny-escaped-by-sessions"),
        alarms=("ConsoleSignInWithoutMfa",),
        by=("MfaPolicy", "groups.NAME.mfa"),
        proof=with_mfa,
        by_hand="each user sets up a device: until then the controls fail, and the user can do nothing else",
    ),
    Practice(
        id="permissions-through-groups",
        says="users have permissions by their groups only",
        cis=CisNumbers(v3="1.15", v5="1.14", v7="2.13"),
        security_hub=("IAM.2",),
        config_rules=("IAM_USER_NO_POLICIES_CHECK",),
        nag_rules=("NIST.800.53.R5-IAMUserNoPolicies",),
        our_rules=("policy-attached-to-user",),
        by=("IamUser", "IamGroup", "users.NAME.groups"),
        proof=through_groups,
    ),
    Practice(
        id="users-in-groups",
        says="each user is in a group",
        config_rules=("IAM_USER_GROUP_MEMBERSHIP_CHECK",),
        nag_rules=("NIST.800.53.R5-IAMUserGroupMembership",),
        by=("IamGroup", "users.NAME.groups"),
        proof=in_groups,
    ),
    Practice(
        id="users-managed-centrally",
        says="people come from one directory, and not as users of each account",
        cis=CisNumbers(v3="1.21", v5="1.20", v7="2.19"),
        by=("SamlProvider", "OidcProvider", "providers"),
        by_hand="federate the directory, or use IAM Identity Center, and have no users for people in other accounts",
    ),
    Practice(
        id="mfa-conditions-hold",
        says="who has no MFA gets by no condition that asks for it",
        our_rules=_MFA,
        by=("MfaPolicy", "groups.NAME.mfa"),
        proof=granted_without(*_MFA),
    ),
)
"""AWS source: Security Hub User Guide, "Security Hub CSPM controls for IAM"; CIS numbers: see `practices`."""
