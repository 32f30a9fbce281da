"""About whom roles trust."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules.trust import (
    cognito_sign_in_missing,
    oidc_audience_missing,
    oidc_subject_missing,
    oidc_subject_of_others,
    oidc_subject_wide,
    principal_malformed,
    resource_open_principal,
    roles_anywhere_anchor_missing,
    roles_anywhere_subject_missing,
    saml_audience_missing,
    trust_action_not_sts,
    trust_action_of_other_principal,
    trust_external_id_missing,
    trust_external_id_with_mfa,
    trust_open_principal,
    trust_open_principal_conditioned,
    trust_partly_wild_principal,
    trust_pattern,
    trust_principal_missing,
    trust_service_misspelt,
    trust_source_not_asked,
)

TRUST_RULES: tuple[Rule[Any], ...] = (
    trust_open_principal.RULE,
    trust_open_principal_conditioned.RULE,
    trust_partly_wild_principal.RULE,
    principal_malformed.RULE,
    trust_principal_missing.RULE,
    trust_service_misspelt.RULE,
    trust_action_not_sts.RULE,
    trust_action_of_other_principal.RULE,
    trust_external_id_missing.RULE,
    trust_external_id_with_mfa.RULE,
    trust_source_not_asked.RULE,
    trust_pattern.RULE,
    oidc_subject_missing.RULE,
    oidc_subject_of_others.RULE,
    oidc_subject_wide.RULE,
    oidc_audience_missing.RULE,
    cognito_sign_in_missing.RULE,
    saml_audience_missing.RULE,
    roles_anywhere_anchor_missing.RULE,
    roles_anywhere_subject_missing.RULE,
    resource_open_principal.RULE,
)
