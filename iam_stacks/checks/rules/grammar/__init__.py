"""About the grammar of policies, and what AWS has of what they name."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules.grammar import (
    action_of_other_resource_type,
    action_unknown,
    allow_not_action,
    allow_not_principal,
    allow_not_resource,
    arn_malformed,
    document_characters,
    policy_malformed,
    resource_not_listed,
    resource_not_supported,
    service_unknown,
    statement_id_characters,
    statement_id_twice,
    variables_in_old_version,
    version_missing,
)

GRAMMAR_RULES: tuple[Rule[Any], ...] = (
    policy_malformed.RULE,
    document_characters.RULE,
    version_missing.RULE,
    variables_in_old_version.RULE,
    statement_id_twice.RULE,
    statement_id_characters.RULE,
    service_unknown.RULE,
    action_unknown.RULE,
    arn_malformed.RULE,
    action_of_other_resource_type.RULE,
    resource_not_supported.RULE,
    resource_not_listed.RULE,
    allow_not_action.RULE,
    allow_not_resource.RULE,
    allow_not_principal.RULE,
)
