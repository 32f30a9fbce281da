from typing import Any

import pytest
from aws_cdk import App, CfnParameter, Duration, Environment, Stack, Stage
from aws_cdk.assertions import Template

from iam_stacks import PolicyError
from iam_stacks.account.service_data import resource_types
from iam_stacks.constructs.password_policy import PasswordPolicy
from tests.constructs.findings import expected, reported
from tests.constructs.synthesis import only, resources


def _setting(stack: Stack) -> dict[str, Any]:
    properties = only(stack, "Custom::PasswordPolicy")
    return {
        name: value for name, value in properties.items() if name not in ("ServiceToken", "ServiceTimeout", "Before")
    }


def _actions(stack: Stack) -> set[str]:
    policies = resources(stack, "AWS::IAM::ManagedPolicy")
    statements = [each for policy in policies for each in policy["PolicyDocument"]["Statement"]]
    (statement,) = [each for each in statements if each["Sid"] == "SetPasswordPolicy"]
    assert statement["Resource"] == "*"
    return set(statement["Action"])


def test_by_default_it_asks_for_what_cis_asks_for_and_a_new_password_in_90_days(stack: Stack) -> None:
    policy = PasswordPolicy(stack, "P")
    assert _setting(stack) == {
        "MinimumPasswordLength": 14,
        "RequireSymbols": True,
        "RequireNumbers": True,
        "RequireUppercaseCharacters": True,
        "RequireLowercaseCharacters": True,
        "PasswordReusePrevention": 24,
        "MaxPasswordAge": 90,
        "HardExpiry": False,
        "AllowUsersToChangePassword": True,
        "OnDelete": "retain",
    }
    assert policy.minimum_length == 14
    assert policy.allow_users_to_change_password


def test_everything_can_be_chosen(stack: Stack) -> None:
    policy = PasswordPolicy(
        stack,
        "P",
        minimum_length=128,
        require_symbols=False,
        require_numbers=False,
        require_uppercase=False,
        require_lowercase=False,
        reuse_prevention=None,
        max_age=Duration.days(1095),
        hard_expiry=True,
        allow_users_to_change_password=False,
        on_delete="restore",
    )
    assert _setting(stack) == {
        "MinimumPasswordLength": 128,
        "RequireSymbols": False,
        "RequireNumbers": False,
        "RequireUppercaseCharacters": False,
        "RequireLowercaseCharacters": False,
        "MaxPasswordAge": 1095,
        "HardExpiry": True,
        "AllowUsersToChangePassword": False,
        "OnDelete": "restore",
    }
    assert policy.minimum_length == 128
    assert not policy.allow_users_to_change_password


def test_without_a_maximum_age_no_password_expires(stack: Stack) -> None:
    PasswordPolicy(stack, "P", max_age=None)
    assert "MaxPasswordAge" not in _setting(stack)


def test_what_the_account_had_is_kept_before_anything_is_set(stack: Stack) -> None:
    PasswordPolicy(stack, "P")
    (before,) = Template.from_stack(stack).find_resources("Custom::PasswordPolicyBefore")
    assert only(stack, "Custom::PasswordPolicy")["Before"] == {"Ref": before}
    assert only(stack, "Custom::PasswordPolicyBefore").keys() == {"ServiceToken", "ServiceTimeout"}, (
        "nothing that could change"
    )


def test_its_handler_has_a_name_and_the_rights_on_the_password_policy_alone(stack: Stack) -> None:
    PasswordPolicy(stack, "P", on_delete="delete")
    assert only(stack, "AWS::Lambda::Function")["Handler"] == "handlers.password_policy.handler"
    assert _actions(stack) == {
        "iam:GetAccountPasswordPolicy",
        "iam:UpdateAccountPasswordPolicy",
        "iam:DeleteAccountPasswordPolicy",
    }
    assert not any(map(resource_types, _actions(stack))), "with a resource, it could be less than *"


def test_what_is_retained_takes_no_right_to_delete(stack: Stack) -> None:
    PasswordPolicy(stack, "P")
    assert _actions(stack) == {"iam:GetAccountPasswordPolicy", "iam:UpdateAccountPasswordPolicy"}


def test_it_says_exactly_which_findings_it_causes(app_of_ones_own: App, stack: Stack) -> None:
    policy = PasswordPolicy(stack, "P")
    assert [each.finding for each in policy.expected_findings if each.rule == "IAM5"] == ["Resource::*"]
    assert reported(app_of_ones_own, policy) == expected(policy)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"minimum_length": 5}, "minimum_length 5 is not allowed; give a whole number from 6 to 128"),
        ({"minimum_length": 129}, "minimum_length 129 is not allowed"),
        ({"reuse_prevention": 0}, "reuse_prevention 0 is not allowed; give a whole number from 1 to 24"),
        ({"reuse_prevention": 25}, "reuse_prevention 25 is not allowed"),
        ({"max_age": Duration.days(0)}, "max_age in days 0 is not allowed; give a whole number from 1 to 1,095"),
        ({"max_age": Duration.days(1096)}, "max_age in days 1096 is not allowed"),
        ({"max_age": Duration.hours(36)}, "max_age in days 1.5 is not allowed"),
    ],
)
def test_a_number_that_iam_would_not_accept_is_refused_at_once(
    stack: Stack, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(PolicyError, match=message):
        PasswordPolicy(stack, "P", **wrong)


@pytest.mark.parametrize("allowed", [{"minimum_length": 6}, {"reuse_prevention": 1}, {"max_age": Duration.hours(24)}])
def test_the_least_that_iam_accepts_is_accepted(stack: Stack, allowed: dict[str, Any]) -> None:
    PasswordPolicy(stack, "P", **allowed)


def test_a_number_that_is_known_only_at_deployment_is_not_judged(stack: Stack) -> None:
    given = CfnParameter(stack, "Given", type="Number").value_as_number
    PasswordPolicy(stack, "P", minimum_length=given, max_age=Duration.days(given))  # type: ignore[arg-type]
    assert _setting(stack)["MinimumPasswordLength"] == _setting(stack)["MaxPasswordAge"] == {"Ref": "Given"}


def test_passwords_that_never_expire_cannot_expire_hard(stack: Stack) -> None:
    with pytest.raises(PolicyError, match="hard_expiry goes with max_age: without it no password expires"):
        PasswordPolicy(stack, "P", hard_expiry=True, max_age=None)


def test_what_becomes_of_it_is_one_of_three_things(stack: Stack) -> None:
    with pytest.raises(PolicyError, match="on_delete 'keep' is not allowed; give one of retain, restore, delete"):
        PasswordPolicy(stack, "P", on_delete="keep")  # type: ignore[arg-type]


def test_an_account_has_one_password_policy(app_of_ones_own: App, stack: Stack) -> None:
    PasswordPolicy(stack, "P")
    other = Stack(app_of_ones_own, "Other")
    with pytest.raises(PolicyError, match=r"^Other/Q: an account has one password policy, and Foreign/P is it; use it"):
        PasswordPolicy(other, "Q")


def test_two_accounts_have_one_each(app_of_ones_own: App) -> None:
    for number in ("1", "2"):
        account = Environment(account=number * 12, region="us-east-1")
        PasswordPolicy(Stack(Stage(app_of_ones_own, f"S{number}", env=account), "S"), "P")


def test_a_length_is_a_number(stack: Stack) -> None:
    with pytest.raises(PolicyError, match="minimum_length '14' is not allowed; give a whole number from 6 to 128"):
        PasswordPolicy(stack, "P", minimum_length="14")  # type: ignore[arg-type]
