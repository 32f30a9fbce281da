import re
from collections import Counter

import pytest

from iam_stacks.monitoring.config_rules import CONFIG_RULES, IDENTITY_TYPES, ConfigRule

# AWS Config Developer Guide, the page of each rule: Trigger type "Configuration changes", and its Resource Types.
BY_CHANGES = {
    "IAM_GROUP_HAS_USERS_CHECK": {"AWS::IAM::Group"},
    "IAM_NO_INLINE_POLICY_CHECK": {"AWS::IAM::User", "AWS::IAM::Role", "AWS::IAM::Group"},
    "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS": {"AWS::IAM::Policy"},
    "IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS": {"AWS::IAM::Policy"},
    "IAM_USER_GROUP_MEMBERSHIP_CHECK": {"AWS::IAM::User"},
    "IAM_USER_NO_POLICIES_CHECK": {"AWS::IAM::User"},
}
# The same, Trigger type "Periodic".
PERIODIC = {
    "ACCESS_KEYS_ROTATED",
    "IAM_PASSWORD_POLICY",
    "IAM_ROOT_ACCESS_KEY_CHECK",
    "IAM_USER_MFA_ENABLED",
    "IAM_USER_UNUSED_CREDENTIALS_CHECK",
    "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS",
    "ROOT_ACCOUNT_MFA_ENABLED",
    "ROOT_ACCOUNT_HARDWARE_MFA_ENABLED",
    "CLOUD_TRAIL_ENABLED",
    "CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED",
    "CLOUD_TRAIL_ENCRYPTION_ENABLED",
    "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
    "MULTI_REGION_CLOUD_TRAIL_ENABLED",
}


def test_rules_judge_what_changes_or_by_the_clock_as_their_pages_say() -> None:
    assert {rule.identifier: set(rule.judges) for rule in CONFIG_RULES if not rule.periodic} == BY_CHANGES
    assert {rule.identifier for rule in CONFIG_RULES if rule.periodic} == PERIODIC


def test_each_rule_is_there_once() -> None:
    assert max(Counter(rule.name for rule in CONFIG_RULES).values()) == 1
    assert len({rule.says for rule in CONFIG_RULES}) == len(CONFIG_RULES)


def test_what_is_recorded_is_what_the_rules_judge() -> None:
    assert {each for rule in CONFIG_RULES for each in rule.judges} == set(IDENTITY_TYPES)


@pytest.mark.parametrize("rule", CONFIG_RULES, ids=lambda rule: rule.identifier)
def test_a_description_is_a_phrase_that_aws_config_takes(rule: ConfigRule) -> None:
    # AWS Config API Reference, ConfigRule: Description has 256 characters at the most.
    assert re.fullmatch(r"[a-z][^.]{1,254}[^.]", rule.says)


def test_a_rule_is_named_as_constructs_are() -> None:
    assert ConfigRule(identifier="MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", says="").name == "MfaEnabledForIamConsoleAccess"


def test_a_rule_names_its_page_even_where_that_has_another_name() -> None:
    sources = {rule.identifier: rule.source for rule in CONFIG_RULES}
    assert sources["ACCESS_KEYS_ROTATED"] == "AWS Config Developer Guide, access-keys-rotated"
    assert sources["CLOUD_TRAIL_ENABLED"] == "AWS Config Developer Guide, cloudtrail-enabled"
    assert sources["MULTI_REGION_CLOUD_TRAIL_ENABLED"] == "AWS Config Developer Guide, multi-region-cloudtrail-enabled"


def test_boundaries_are_not_taken_for_grants() -> None:
    excluding = {rule.identifier: rule.parameters for rule in CONFIG_RULES if rule.judges and rule.parameters}
    assert excluding == {
        identifier: {"excludePermissionBoundaryPolicy": True}
        for identifier, types in BY_CHANGES.items()
        if types == {"AWS::IAM::Policy"}
    }
