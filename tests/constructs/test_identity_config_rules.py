from typing import Any

import pytest
from aws_cdk import App, CfnParameter, Duration, Stack
from aws_cdk import aws_config as config
from aws_cdk.assertions import Template

from iam_stacks import IdentityConfigRules, PasswordPolicy, PolicyError
from iam_stacks.monitoring.config_rules import CONFIG_RULES
from tests.constructs.findings import expected, reported
from tests.constructs.synthesis import resources

RULE = "AWS::Config::ConfigRule"
BY_DEFAULT = {
    "MinimumPasswordLength": "14",
    "RequireSymbols": "true",
    "RequireNumbers": "true",
    "RequireUppercaseCharacters": "true",
    "RequireLowercaseCharacters": "true",
    "PasswordReusePrevention": "24",
    "MaxPasswordAge": "90",
}


def rules(stack: Stack) -> dict[str, dict[str, Any]]:
    """Return the properties of all rules, by AWS's identifier."""
    return {each["Source"]["SourceIdentifier"]: each for each in resources(stack, RULE)}


def parameters(stack: Stack) -> dict[str, dict[str, str]]:
    return {name: rule["InputParameters"] for name, rule in rules(stack).items() if "InputParameters" in rule}


def test_all_rules_are_aws_own_and_cdk_knows_them(stack: Stack) -> None:
    defined = IdentityConfigRules(stack, "Rules", recorder="existing")
    known = {
        getattr(config.ManagedRuleIdentifiers, name) for name in dir(config.ManagedRuleIdentifiers) if name.isupper()
    }
    assert defined.rules.keys() == rules(stack).keys() == {rule.identifier for rule in CONFIG_RULES}
    assert defined.rules.keys() <= known
    assert {each["Source"]["Owner"] for each in rules(stack).values()} == {"AWS"}


def test_a_rule_is_judged_daily_or_when_its_types_change(stack: Stack) -> None:
    IdentityConfigRules(stack, "Rules", recorder="existing")
    all_defined = rules(stack)
    for rule in CONFIG_RULES:
        defined = all_defined[rule.identifier]
        assert defined["Description"] == rule.says
        assert defined.get("MaximumExecutionFrequency") == ("TwentyFour_Hours" if rule.periodic else None)
        assert defined.get("Scope") == ({"ComplianceResourceTypes": list(rule.judges)} if rule.judges else None)


def test_by_default_they_ask_for_what_the_other_constructs_do(stack: Stack) -> None:
    IdentityConfigRules(stack, "Rules", recorder="existing")
    assert parameters(stack) == {
        "ACCESS_KEYS_ROTATED": {"maxAccessKeyAge": "90"},
        "IAM_PASSWORD_POLICY": BY_DEFAULT,
        "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS": {"excludePermissionBoundaryPolicy": "true"},
        "IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS": {"excludePermissionBoundaryPolicy": "true"},
        "IAM_USER_UNUSED_CREDENTIALS_CHECK": {"maxCredentialUsageAge": "45"},
        "MULTI_REGION_CLOUD_TRAIL_ENABLED": {"readWriteType": "ALL", "includeManagementEvents": "true"},
    }


def test_a_password_policy_by_default_is_what_they_ask_for_without_one(stack: Stack) -> None:
    IdentityConfigRules(stack, "Rules", recorder="existing", password_policy=PasswordPolicy(stack, "P"))
    assert parameters(stack)["IAM_PASSWORD_POLICY"] == BY_DEFAULT


def test_they_ask_for_the_password_policy_that_is_given_and_not_for_what_it_turns_off(stack: Stack) -> None:
    policy = PasswordPolicy(
        stack,
        "P",
        minimum_length=20,
        require_symbols=False,
        require_numbers=False,
        require_uppercase=False,
        require_lowercase=False,
        reuse_prevention=None,
        max_age=None,
    )
    IdentityConfigRules(stack, "Rules", recorder="existing", password_policy=policy)
    assert parameters(stack)["IAM_PASSWORD_POLICY"] == {
        "MinimumPasswordLength": "20",
        "RequireSymbols": "false",
        "RequireNumbers": "false",
        "RequireUppercaseCharacters": "false",
        "RequireLowercaseCharacters": "false",
    }


def test_ages_can_be_chosen_and_be_known_at_deployment_only(stack: Stack) -> None:
    given = CfnParameter(stack, "Given", type="Number").value_as_number
    IdentityConfigRules(
        stack, "Rules", recorder="existing", max_access_key_age=Duration.days(7), unused_after=Duration.days(given)
    )
    given_to = parameters(stack)
    assert given_to["ACCESS_KEYS_ROTATED"] == {"maxAccessKeyAge": "7"}
    assert given_to["IAM_USER_UNUSED_CREDENTIALS_CHECK"] == {"maxCredentialUsageAge": {"Ref": "Given"}}


def test_with_a_recorder_that_is_there_only_rules_are_made(stack: Stack) -> None:
    defined = IdentityConfigRules(stack, "Rules", recorder="existing")
    assert {each["Type"] for each in Template.from_stack(stack).to_json()["Resources"].values()} == {RULE}
    assert defined.recorder is None
    assert not defined.expected_findings


def test_rules_wait_for_the_recorder_that_is_made(stack: Stack) -> None:
    defined = IdentityConfigRules(stack, "Rules", recorder="create")
    assert defined.recorder is not None
    made = {stack.get_logical_id(defined.recorder.recorder), stack.get_logical_id(defined.recorder.channel)}
    found = Template.from_stack(stack).find_resources(RULE)
    assert len(found) == len(CONFIG_RULES)
    assert all(set(each["DependsOn"]) == made for each in found.values())


def test_the_recorder_that_is_made_can_use_the_service_linked_role(stack: Stack) -> None:
    defined = IdentityConfigRules(stack, "Rules", recorder="create", service_linked_role=True)
    assert defined.recorder is not None
    assert defined.recorder.role is None


def test_rules_can_be_left_out(stack: Stack) -> None:
    out = ["ROOT_ACCOUNT_MFA_ENABLED", "IAM_PASSWORD_POLICY"]
    defined = IdentityConfigRules(stack, "Rules", recorder="existing", leave_out=out)
    assert rules(stack).keys() == defined.rules.keys() == {each.identifier for each in CONFIG_RULES} - set(out)


def test_no_pack_finds_anything_in_the_rules(app_of_ones_own: App, stack: Stack) -> None:
    IdentityConfigRules(stack, "Rules", recorder="existing")
    assert not reported(app_of_ones_own)


def test_they_say_exactly_which_findings_the_recorder_causes(app_of_ones_own: App, stack: Stack) -> None:
    defined = IdentityConfigRules(stack, "Rules", recorder="create")
    assert defined.recorder is not None
    assert defined.expected_findings == defined.recorder.expected_findings
    assert reported(app_of_ones_own, defined) == expected(defined)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"recorder": "new"},
            "^recorder 'new' is not allowed; give 'existing' if the account has a configuration recorder in the "
            "Region, 'create' if not: a Region has one, .*`aws configservice describe-configuration-recorders` says",
        ),
        ({"recorder": None}, "^recorder None is not allowed"),
        ({"service_linked_role": True}, "^service_linked_role goes with recorder 'create': what is there has a role"),
        ({"max_access_key_age": Duration.days(91)}, "^max_access_key_age in days 91 is not allowed; give .* 1 to 90"),
        ({"unused_after": Duration.days(366)}, "^unused_after in days 366 is not allowed; give .* from 1 to 365"),
        ({"unused_after": 45}, r"^unused_after 45 is not allowed; give a period, such as Duration.days\(45\)"),
        (
            {"leave_out": ["iam_pasword_policy"]},
            r"^leave_out 'iam_pasword_policy' is nothing that is watched; give 'IAM_PASSWORD_POLICY'$",
        ),
        ({"leave_out": ["S3"]}, "^leave_out 'S3' is nothing that is watched; give some of ACCESS_KEYS_ROTATED, "),
        ({"leave_out": "IAM_PASSWORD_POLICY"}, "^leave_out 'IAM_PASSWORD_POLICY' is not allowed; give a list"),
        ({"leave_out": [each.identifier for each in CONFIG_RULES]}, "^leave_out names all that is watched"),
        ({"leave_out": None}, "^leave_out None is not allowed; give a list"),
        ({"max_access_key_age": None}, r"^max_access_key_age None is not allowed; give a period, such as"),
        ({"unused_after": None}, "^unused_after None is not allowed; give a period, such as"),
        ({"service_linked_role": "no", "recorder": "create"}, "^service_linked_role 'no' is not allowed; give True or"),
        ({"password_policy": "x"}, r"^password_policy 'x' is not allowed; give a PasswordPolicy"),
    ],
)
def test_what_cannot_be_is_refused_with_an_explanation(stack: Stack, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError, match=message):
        IdentityConfigRules(stack, "Rules", **{"recorder": "existing", **wrong})
    assert stack.node.try_find_child("Rules") is None


def test_a_region_has_one_recorder(stack: Stack) -> None:
    IdentityConfigRules(stack, "Rules", recorder="create")
    with pytest.raises(PolicyError, match="an account has one configuration recorder in each Region"):
        IdentityConfigRules(stack, "Others", recorder="create")
    assert IdentityConfigRules(stack, "Others", recorder="existing"), "the id is not taken"
