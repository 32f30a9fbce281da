from typing import Any

import pytest
from aws_cdk import App, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk.assertions import Template

from iam_stacks import PolicyError
from iam_stacks.account.service_data import resource_types
from iam_stacks.constructs.force_destroy_user import ForceDestroyUser
from tests.constructs.findings import expected, reported
from tests.constructs.synthesis import ACCOUNT, arn, only, resources


@pytest.fixture
def user(stack: Stack) -> iam.User:
    return iam.User(stack, "JohnDoe", groups=[iam.Group(stack, "Team")])


def _rights(stack: Stack) -> dict[str, dict[str, Any]]:
    policies = resources(stack, "AWS::IAM::ManagedPolicy")
    statements = [each for policy in policies for each in policy["PolicyDocument"]["Statement"]]
    return {each["Sid"]: each for each in statements}


def test_its_function_is_told_of_the_user_and_where_it_stands_in_the_template(stack: Stack, user: iam.User) -> None:
    ForceDestroyUser(stack, "F", user=user)
    (logical_id,) = Template.from_stack(stack).find_resources("AWS::IAM::User")
    properties = only(stack, "Custom::ForceDestroyUser")
    del properties["ServiceToken"], properties["ServiceTimeout"]
    assert properties == {"UserName": {"Ref": logical_id}}
    environment = only(stack, "AWS::Lambda::Function")["Environment"]["Variables"]
    assert environment == {"STACK_ID": {"Ref": "AWS::StackId"}, "USER_LOGICAL_ID": logical_id}
    assert only(stack, "AWS::Lambda::Function")["Handler"] == "handlers.force_destroy_user.handler"


def test_its_rights_on_users_are_on_this_one_alone(stack: Stack, user: iam.User) -> None:
    ForceDestroyUser(stack, "F", user=user)
    rights = _rights(stack)
    for right in rights.values():
        for action in right["Action"] if isinstance(right["Action"], list) else [right["Action"]]:
            if action.startswith("iam:") and "user" in resource_types(action):
                assert right["Resource"] == stack.resolve(user.user_arn), action
    assert rights["DeleteVirtualMfaDevices"]["Resource"] == arn(":iam::", ACCOUNT, ":mfa/*")
    assert rights["LeaveGroups"]["Resource"] == arn(":iam::", ACCOUNT, ":group/*")
    assert rights["SeeWhetherTheUserGoes"]["Resource"] == {"Ref": "AWS::StackId"}


def test_when_the_user_is_renamed_the_rights_on_the_old_name_stay_for_the_cleaning_up(
    stack: Stack, user: iam.User
) -> None:
    ForceDestroyUser(stack, "F", user=user)
    (policy,) = [each for each in resources(stack, "AWS::IAM::ManagedPolicy") if "iam:ListMFADevices" in str(each)]
    assert stack.resolve(user.user_name) in policy["Description"]["Fn::Join"][1]


def test_it_says_exactly_which_findings_it_causes(app_of_ones_own: App, stack: Stack, user: iam.User) -> None:
    force = ForceDestroyUser(stack, "F", user=user)
    assert [each.rule for each in force.expected_findings] == ["LambdaInsideVPC", "IAM5", "IAM5"]
    assert reported(app_of_ones_own, force) == expected(force)


def test_a_user_that_is_imported_cannot_be_destroyed(stack: Stack) -> None:
    with pytest.raises(PolicyError, match=r"^Foreign/F: the user is not made by this stack; give one that it deletes"):
        ForceDestroyUser(stack, "F", user=iam.User.from_user_name(stack, "U", "JohnDoe"))  # type: ignore[arg-type]


def test_a_user_of_another_stack_cannot_be_destroyed(app_of_ones_own: App, user: iam.User) -> None:
    with pytest.raises(PolicyError, match="the user is not made by this stack"):
        ForceDestroyUser(Stack(app_of_ones_own, "Other"), "F", user=user)


def test_a_user_that_the_stack_retains_is_refused(app_of_ones_own: App, stack: Stack, user: iam.User) -> None:
    ForceDestroyUser(stack, "F", user=user)
    user.apply_removal_policy(RemovalPolicy.DESTROY)
    app_of_ones_own.synth()
    user.apply_removal_policy(RemovalPolicy.RETAIN)
    with pytest.raises(RuntimeError, match="is retained: its credentials would go, and the user would stay"):
        app_of_ones_own.synth(force=True)
