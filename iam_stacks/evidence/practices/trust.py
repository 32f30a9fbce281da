"""Whom roles and resources let in."""

from __future__ import annotations

from iam_stacks.evidence.parameter import ends, one_of
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.rule_proofs import trusted_without
from iam_stacks.evidence.trusts import OPEN, SUPPORT, instances_have_roles, nobody_is_open_to_all, support_role
from iam_stacks.monitoring.watched import CisNumbers

_FEDERATION = (
    *("oidc-subject-missing", "oidc-subject-of-others", "oidc-subject-wide", "oidc-audience-missing"),
    *("cognito-sign-in-missing", "saml-audience-missing"),
    *("roles-anywhere-anchor-missing", "roles-anywhere-subject-missing"),
)

TRUST_PRACTICES: tuple[Practice, ...] = (
    Practice(
        id="support-role",
        says="a role is there for cases with AWS Support",
        cis=CisNumbers(v3="1.17", v5="1.16", v7="2.15"),
        security_hub=("IAM.18",),
        config_rules=("IAM_POLICY_IN_USE",),
        parameters=(ends("policyARN", SUPPORT), one_of("policyUsageType", "ANY", "IAM_ROLE")),
        by=("SupportRole", "roles.NAME.kind"),
        proof=support_role,
    ),
    Practice(
        id="no-open-principals",
        says="no policy of a resource or trust policy lets in everybody without a condition that says who is meant",
        cis=CisNumbers(v7="2.21"),
        our_rules=OPEN,
        by=("TrustPolicy", "roles.NAME.trust"),
        proof=nobody_is_open_to_all,
    ),
    Practice(
        id="instance-roles",
        says="EC2 instances come by their permissions by a role",
        cis=CisNumbers(v3="1.18", v5="1.17", v7="2.16"),
        config_rules=("EC2_INSTANCE_PROFILE_ATTACHED",),
        nag_rules=("NIST.800.53.R5-EC2InstanceProfileAttached",),
        by=("InstanceRole", "roles.NAME.kind"),
        proof=instances_have_roles,
    ),
    Practice(
        id="external-ids",
        says="other accounts that roles trust give an external id",
        our_rules=("trust-external-id-missing",),
        by=("TrustPolicy", "roles.NAME.trust"),
        proof=trusted_without("trust-external-id-missing"),
    ),
    Practice(
        id="federation-by-name",
        says="roles that trust an identity provider or certificates say whom of its customers, and for what",
        our_rules=_FEDERATION,
        by=("TrustPolicy", "OidcProvider", "SamlProvider", "TrustAnchor", "roles.NAME.trust"),
        proof=trusted_without(*_FEDERATION),
    ),
    Practice(
        id="services-for-whom",
        says="services that roles trust act for the account only, where they say for whom they act",
        our_rules=("trust-source-not-asked",),
        by=("TrustPolicy", "roles.NAME.trust"),
        proof=trusted_without("trust-source-not-asked"),
    ),
)
"""AWS source: Security Hub User Guide, "Security Hub CSPM controls for IAM"; CIS numbers: see `practices`."""
