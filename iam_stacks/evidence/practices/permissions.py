"""What policies allow, and who has which."""

from __future__ import annotations

from iam_stacks.evidence.administrators import no_administrators
from iam_stacks.evidence.held_policies import (
    SHELL,
    WIDE,
    groups_have_users,
    no_full_services,
    no_inline_policies,
    no_policies_of_aws,
    no_shell,
)
from iam_stacks.evidence.parameter import ends, one_of
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.rule_proofs import granted_without
from iam_stacks.monitoring.watched import CisNumbers

_PASSING = ("pass-role-anywhere", "pass-role-without-service")
_DATA = ("data-reads-anywhere", "resource-exposure-anywhere")
_EXCEPTING = ("allow-not-action", "allow-not-resource", "allow-not-principal")

PERMISSION_PRACTICES: tuple[Practice, ...] = (
    Practice(
        id="no-administrators",
        says="no policy allows every action on every resource",
        cis=CisNumbers(v3="1.16", v5="1.15", v7="2.14"),
        security_hub=("IAM.1",),
        config_rules=("IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",),
        nag_rules=("NIST.800.53.R5-IAMPolicyNoStatementsWithAdminAccess", "AwsSolutions-IAM5"),
        our_rules=("administrator-equivalent",),
        by=("DelegatedAdminBoundary", "boundaries"),
        proof=no_administrators,
    ),
    Practice(
        id="no-full-services",
        says="no policy of the account allows every action of a service",
        security_hub=("IAM.21",),
        config_rules=("IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS",),
        nag_rules=("NIST.800.53.R5-IAMPolicyNoStatementsWithFullAccess", "AwsSolutions-IAM5"),
        our_rules=WIDE,
        by=("LambdaExecutionRole", "policies"),
        proof=no_full_services,
    ),
    Practice(
        id="no-inline-policies",
        says="policies are managed ones, which more than one can have, and not part of a user, group or role",
        config_rules=("IAM_NO_INLINE_POLICY_CHECK",),
        nag_rules=("NIST.800.53.R5-IAMNoInlinePolicy",),
        by=("policies",),
        proof=no_inline_policies,
    ),
    Practice(
        id="no-policies-of-aws",
        says="nobody has a policy that AWS keeps, and widens as it sees fit",
        nag_rules=("AwsSolutions-IAM4",),
        by=("policies",),
        proof=no_policies_of_aws,
    ),
    Practice(
        id="no-cloudshell",
        says="nobody has the policy for all of CloudShell",
        cis=CisNumbers(v3="1.22", v5="1.21", v7="2.20"),
        security_hub=("IAM.27",),
        config_rules=("IAM_POLICY_BLACKLISTED_CHECK",),
        parameters=(ends("policyArns", SHELL), one_of("exceptionList", "")),
        proof=no_shell,
    ),
    Practice(
        id="groups-have-users",
        says="each group has a user",
        config_rules=("IAM_GROUP_HAS_USERS_CHECK",),
        nag_rules=("HIPAA.Security-IAMGroupHasUsers",),
        by=("users.NAME.groups",),
        proof=groups_have_users,
    ),
    Practice(
        id="no-way-to-administrator",
        says="nobody who is no administrator can become one",
        our_rules=("escalation-to-administrator",),
        by=("DelegatedAdminBoundary", "boundaries"),
        proof=granted_without("escalation-to-administrator"),
    ),
    Practice(
        id="roles-passed-to-services",
        says="who passes roles to services passes certain ones to certain ones",
        our_rules=_PASSING,
        by=("policies",),
        proof=granted_without(*_PASSING),
    ),
    Practice(
        id="creations-bounded",
        says="who makes users or roles gives them a permissions boundary",
        our_rules=("role-creation-without-boundary",),
        by=("DelegatedAdminBoundary", "boundaries"),
        proof=granted_without("role-creation-without-boundary"),
    ),
    Practice(
        id="data-by-name",
        says="who reads stored data, or changes who does, does so of resources with names",
        our_rules=_DATA,
        by=("LambdaExecutionRole", "policies"),
        proof=granted_without(*_DATA),
    ),
    Practice(
        id="allowed-by-name",
        says="policies say what they allow, and not what they leave out",
        our_rules=_EXCEPTING,
        by=("policies",),
        proof=granted_without(*_EXCEPTING),
    ),
)
"""AWS source: Security Hub User Guide, "Security Hub CSPM controls for IAM"; CIS numbers: see `practices`."""
