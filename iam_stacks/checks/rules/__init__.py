"""All rules, one file each. Whoever adds one lists it here."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules.conditions import CONDITION_RULES
from iam_stacks.checks.rules.credentials import CREDENTIAL_RULES
from iam_stacks.checks.rules.escalation import ESCALATION_RULES
from iam_stacks.checks.rules.grammar import GRAMMAR_RULES
from iam_stacks.checks.rules.least_privilege import LEAST_PRIVILEGE_RULES
from iam_stacks.checks.rules.mfa import MFA_RULES
from iam_stacks.checks.rules.quotas import QUOTA_RULES
from iam_stacks.checks.rules.redundancy import REDUNDANCY_RULES
from iam_stacks.checks.rules.trust import TRUST_RULES

FAMILIES: dict[str, tuple[Rule[Any], ...]] = {
    "grammar and data": GRAMMAR_RULES,
    "conditions": CONDITION_RULES,
    "redundancy": REDUNDANCY_RULES,
    "MFA": MFA_RULES,
    "trust": TRUST_RULES,
    "quotas": QUOTA_RULES,
    "credentials": CREDENTIAL_RULES,
    "least privilege": LEAST_PRIVILEGE_RULES,
    "escalation": ESCALATION_RULES,
}

RULES: tuple[Rule[Any], ...] = tuple(rule for rules in FAMILIES.values() for rule in rules)
