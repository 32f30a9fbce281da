import pytest
from aws_cdk import App, CfnParameter, Stack
from aws_cdk.assertions import Template

from iam_stacks import PolicyError
from iam_stacks.account.service_data import resource_types
from iam_stacks.constructs.account_alias import AccountAlias
from iam_stacks.constructs.password_policy import PasswordPolicy
from tests.constructs.findings import expected, reported
from tests.constructs.synthesis import only, resources


def _actions(stack: Stack) -> set[str]:
    policies = resources(stack, "AWS::IAM::ManagedPolicy")
    statements = [each for policy in policies for each in policy["PolicyDocument"]["Statement"]]
    (statement,) = [each for each in statements if each["Sid"] == "SetAccountAlias"]
    assert statement["Resource"] == "*"
    return set(statement["Action"])


def test_what_the_account_had_is_kept_before_it_is_set(stack: Stack) -> None:
    alias = AccountAlias(stack, "A", alias="my-team", on_delete="restore")
    (before,) = Template.from_stack(stack).find_resources("Custom::AccountAliasBefore")
    properties = only(stack, "Custom::AccountAlias")
    del properties["ServiceToken"], properties["ServiceTimeout"]
    assert properties == {"AccountAlias": "my-team", "OnDelete": "restore", "Before": {"Ref": before}}
    assert alias.alias == "my-team"


def test_its_handler_has_a_name_and_the_rights_on_the_alias_alone(stack: Stack) -> None:
    AccountAlias(stack, "A", alias="abc", on_delete="delete")
    assert only(stack, "AWS::Lambda::Function")["Handler"] == "handlers.account_alias.handler"
    assert _actions(stack) == {"iam:ListAccountAliases", "iam:CreateAccountAlias", "iam:DeleteAccountAlias"}
    assert not any(map(resource_types, _actions(stack))), "with a resource, it could be less than *"


def test_what_is_retained_takes_no_right_to_delete(stack: Stack) -> None:
    AccountAlias(stack, "A", alias="abc")
    assert only(stack, "Custom::AccountAlias")["OnDelete"] == "retain"
    assert _actions(stack) == {"iam:ListAccountAliases", "iam:CreateAccountAlias"}


def test_it_says_exactly_which_findings_it_causes(app_of_ones_own: App, stack: Stack) -> None:
    alias = AccountAlias(stack, "A", alias="abc")
    assert reported(app_of_ones_own, alias) == expected(alias)


@pytest.mark.parametrize("alias", ["ab", "a" * 64, "Abc", "-abc", "abc-", "a--b", "a_b", ""])
def test_an_alias_that_iam_would_not_accept_is_refused_at_once(stack: Stack, alias: str) -> None:
    with pytest.raises(PolicyError, match=r"alias '.*' is not allowed; give 3 to 63 characters"):
        AccountAlias(stack, "A", alias=alias)


def test_an_alias_that_is_known_only_at_deployment_is_not_judged(stack: Stack) -> None:
    AccountAlias(stack, "A", alias=CfnParameter(stack, "Given").value_as_string)
    assert only(stack, "Custom::AccountAlias")["AccountAlias"] == {"Ref": "Given"}


def test_an_account_has_one_alias(stack: Stack) -> None:
    AccountAlias(stack, "A", alias="abc")
    PasswordPolicy(stack, "P")
    with pytest.raises(PolicyError, match=r"^Foreign/B: an account has one alias, and Foreign/A is it; use it instead"):
        AccountAlias(stack, "B", alias="abd")
