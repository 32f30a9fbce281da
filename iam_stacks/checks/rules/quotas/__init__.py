"""About quotas, sizes and names."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules.quotas import (
    aws_managed_policy_unknown,
    document_size,
    groups_per_user,
    inline_policies_size,
    inline_policy_name_twice,
    lists,
    managed_policies_attached,
    name_taken_twice,
    names_differ_in_case_only,
    per_account,
    policy_arn_malformed,
    role_too_long_to_switch,
    saml_metadata_too_much,
    session_duration,
    session_value_impossible,
    tags,
    texts,
    things_of_user,
    users_per_group,
)

QUOTA_RULES: tuple[Rule[Any], ...] = (
    *document_size.RULES,
    *inline_policies_size.RULES,
    *managed_policies_attached.RULES,
    groups_per_user.RULE,
    users_per_group.RULE,
    *things_of_user.RULES,
    *lists.RULES,
    *per_account.RULES,
    saml_metadata_too_much.RULE,
    *tags.RULES,
    name_taken_twice.RULE,
    names_differ_in_case_only.RULE,
    inline_policy_name_twice.RULE,
    *texts.RULES,
    policy_arn_malformed.RULE,
    aws_managed_policy_unknown.RULE,
    session_value_impossible.RULE,
    session_duration.RULE,
    role_too_long_to_switch.RULE,
)
