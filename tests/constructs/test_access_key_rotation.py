import json
from typing import Any

import pytest
from aws_cdk import App, CfnParameter, Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk.assertions import Template

from iam_stacks import PolicyError
from iam_stacks.constructs.access_key_rotation import AccessKeyRotation
from tests.constructs.findings import expected, reported
from tests.constructs.synthesis import ACCOUNT, only, resources


@pytest.fixture
def user(stack: Stack) -> iam.User:
    return iam.User(stack, "JohnDoe", groups=[iam.Group(stack, "Team")])


def _rights(stack: Stack) -> dict[str, tuple[set[str], Any]]:
    policies = resources(stack, "AWS::IAM::ManagedPolicy")
    statements = [each for policy in policies for each in policy["PolicyDocument"]["Statement"]]
    return {
        each["Sid"]: (set(each["Action"]) if isinstance(each["Action"], list) else {each["Action"]}, each["Resource"])
        for each in statements
    }


def test_no_secret_crosses_cloudformation(stack: Stack, user: iam.User) -> None:
    """The secret has no value until the function writes one, and no resource has a key for an attribute."""
    AccessKeyRotation(stack, "K", user=user, secret_name="k")
    assert only(stack, "AWS::SecretsManager::Secret").keys() == {"Name", "Description", "KmsKeyId"}
    template = Template.from_stack(stack).to_json()
    assert "AWS::IAM::AccessKey" not in json.dumps(template)
    assert "resolve:secretsmanager" not in json.dumps(template)
    assert "Outputs" not in template


def test_the_first_key_is_made_by_the_function(stack: Stack, user: iam.User) -> None:
    rotation = AccessKeyRotation(stack, "K", user=user)
    properties = only(stack, "Custom::RotatedAccessKey")
    function = only(stack, "AWS::Lambda::Function")
    (function_id,) = Template.from_stack(stack).find_resources("AWS::Lambda::Function")
    assert properties == {
        "ServiceToken": {"Fn::GetAtt": [function_id, "Arn"]},
        "ServiceTimeout": "1800",
        "UserName": stack.resolve(user.user_name),
        "SecretArn": stack.resolve(rotation.secret.secret_arn),
    }
    assert function["Handler"] == "handlers.access_key_rotation.handler"
    (topic,) = Template.from_stack(stack).find_resources("AWS::SNS::Topic")
    assert function["Environment"]["Variables"] == {
        "USER_NAME": stack.resolve(user.user_name),
        "SECRET_ARN": stack.resolve(rotation.secret.secret_arn),
        "GRACE_SECONDS": "86400",
        "DELETE_AFTER_SECONDS": "604800",
        "NOTICES_TOPIC_ARN": {"Ref": topic},
    }


def test_the_schedule_comes_after_the_first_key_and_rotates_nothing_at_once(stack: Stack, user: iam.User) -> None:
    rotation = AccessKeyRotation(stack, "K", user=user)
    template = Template.from_stack(stack).to_json()["Resources"]
    (schedule,) = [each for each in template.values() if each["Type"] == "AWS::SecretsManager::RotationSchedule"]
    (key,) = [name for name, each in template.items() if each["Type"] == "Custom::RotatedAccessKey"]
    (function,) = [name for name, each in template.items() if each["Type"] == "AWS::Lambda::Function"]
    assert schedule["Properties"] == {
        "SecretId": stack.resolve(rotation.secret.secret_arn),
        "RotationLambdaARN": {"Fn::GetAtt": [function, "Arn"]},
        "RotationRules": {"AutomaticallyAfterDays": 60},
        "RotateImmediatelyOnUpdate": False,
    }
    assert key in schedule["DependsOn"]
    assert {name for name, each in template.items() if each["Type"] == "AWS::IAM::ManagedPolicy"} < set(
        template[key]["DependsOn"]
    )


def test_secrets_manager_runs_the_function_for_this_secret_of_this_account_alone(stack: Stack, user: iam.User) -> None:
    rotation = AccessKeyRotation(stack, "K", user=user)
    template = Template.from_stack(stack).to_json()["Resources"]
    permissions = {
        each["Properties"]["Principal"]: (name, each["Properties"])
        for name, each in template.items()
        if each["Type"] == "AWS::Lambda::Permission"
    }
    name, permission = permissions["secretsmanager.amazonaws.com"]
    # Secrets Manager User Guide, "Permissions for rotation": with the source ARN, for one secret only.
    assert permission["SourceAccount"] == ACCOUNT
    assert permission["SourceArn"] == stack.resolve(rotation.secret.secret_arn)
    (schedule,) = [each for each in template.values() if each["Type"] == "AWS::SecretsManager::RotationSchedule"]
    assert name in schedule["DependsOn"], "Secrets Manager tries to run it when the schedule is made"
    assert set(permissions) == {"secretsmanager.amazonaws.com", "events.amazonaws.com"}


def test_its_rights_are_on_one_user_one_secret_and_one_key(stack: Stack, user: iam.User) -> None:
    rotation = AccessKeyRotation(stack, "K", user=user)
    rights = _rights(stack)
    assert rights["RotateKeys"] == (
        {
            "iam:ListAccessKeys",
            "iam:CreateAccessKey",
            "iam:UpdateAccessKey",
            "iam:DeleteAccessKey",
            "iam:GetAccessKeyLastUsed",
        },
        stack.resolve(user.user_arn),
    )
    assert rights["WriteSecret"] == (
        {
            "secretsmanager:DescribeSecret",
            "secretsmanager:GetSecretValue",
            "secretsmanager:PutSecretValue",
            "secretsmanager:ListSecretVersionIds",
            "secretsmanager:UpdateSecretVersionStage",
        },
        stack.resolve(rotation.secret.secret_arn),
    )
    (key,) = Template.from_stack(stack).find_resources("AWS::KMS::Key")
    assert rights["EncryptSecret"] == ({"kms:Decrypt", "kms:GenerateDataKey"}, {"Fn::GetAtt": [key, "Arn"]})
    assert resources(stack, "AWS::IAM::Policy") == []


def test_a_key_that_aws_manages_takes_no_right(stack: Stack, user: iam.User) -> None:
    by_aws = kms.Alias.from_alias_name(stack, "ByAws", "alias/aws/secretsmanager")
    AccessKeyRotation(stack, "K", user=user, encryption_key=by_aws)
    assert "EncryptSecret" not in _rights(stack)


def test_when_the_user_is_renamed_the_rights_on_the_old_name_stay_for_the_cleaning_up(
    stack: Stack, user: iam.User
) -> None:
    """And so do those on the old secret, if its name changes: CloudFormation replaces what has another description."""
    rotation = AccessKeyRotation(stack, "K", user=user)
    (policy,) = [each for each in resources(stack, "AWS::IAM::ManagedPolicy") if "RotateKeys" in str(each)]
    names = policy["Description"]["Fn::Join"][1]
    assert stack.resolve(user.user_name) in names
    assert stack.resolve(rotation.secret.secret_arn) in names
    assert "ManagedPolicyName" not in policy


def test_old_keys_are_looked_after_every_hour(stack: Stack, user: iam.User) -> None:
    AccessKeyRotation(stack, "K", user=user)
    rule = only(stack, "AWS::Events::Rule")
    (function,) = Template.from_stack(stack).find_resources("AWS::Lambda::Function")
    assert rule["ScheduleExpression"] == "rate(1 hour)"
    (target,) = rule["Targets"]
    assert target["Arn"] == {"Fn::GetAtt": [function, "Arn"]}
    assert target["RetryPolicy"] == {"MaximumEventAgeInSeconds": 3600, "MaximumRetryAttempts": 2}


def test_a_run_that_fails_rings_the_alarm(stack: Stack, user: iam.User) -> None:
    AccessKeyRotation(stack, "K", user=user)
    alarm = only(stack, "AWS::CloudWatch::Alarm")
    (topic,) = Template.from_stack(stack).find_resources("AWS::SNS::Topic")
    (function,) = Template.from_stack(stack).find_resources("AWS::Lambda::Function")
    assert alarm["AlarmActions"] == [{"Ref": topic}]
    assert alarm["Dimensions"] == [{"Name": "FunctionName", "Value": {"Ref": function}}]
    assert (alarm["MetricName"], alarm["Statistic"]) == ("Errors", "Sum")
    assert (alarm["Threshold"], alarm["EvaluationPeriods"]) == (1, 1)
    assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
    assert alarm["TreatMissingData"] == "notBreaching"


def test_notices_and_the_alarm_go_to_another_topic_if_one_is_given(stack: Stack, user: iam.User) -> None:
    topic = sns.Topic(stack, "Mine")
    AccessKeyRotation(stack, "K", user=user, notices=topic)
    mine = stack.resolve(topic.topic_arn)
    assert only(stack, "AWS::CloudWatch::Alarm")["AlarmActions"] == [mine]
    function = only(stack, "AWS::Lambda::Function")
    assert function["Environment"]["Variables"]["NOTICES_TOPIC_ARN"] == mine
    assert function["DeadLetterConfig"] == {"TargetArn": mine}
    assert _rights(stack)["SendFailedEvents"] == ({"sns:Publish"}, mine)
    assert len(resources(stack, "AWS::SNS::Topic")) == 1


def test_its_periods_can_be_chosen(stack: Stack, user: iam.User) -> None:
    AccessKeyRotation(
        stack,
        "K",
        user=user,
        rotate_every=Duration.days(90),
        grace=Duration.seconds(3),
        delete_after=Duration.seconds(5),
    )
    variables = only(stack, "AWS::Lambda::Function")["Environment"]["Variables"]
    assert (variables["GRACE_SECONDS"], variables["DELETE_AFTER_SECONDS"]) == ("3", "5")
    assert only(stack, "AWS::SecretsManager::RotationSchedule")["RotationRules"] == {"AutomaticallyAfterDays": 90}


@pytest.mark.parametrize(
    ("every", "said"), [(Duration.days(91), "91"), (Duration.days(0), "0"), (Duration.hours(36), "1.5")]
)
def test_a_key_must_be_rotated_in_90_whole_days_at_most(
    stack: Stack, user: iam.User, every: Duration, said: str
) -> None:
    message = f"rotate_every in days {said} is not allowed; give a whole number from 1 to 90"
    with pytest.raises(PolicyError, match=message):
        AccessKeyRotation(stack, "K", user=user, rotate_every=every)


def test_the_old_key_must_be_deleted_before_the_next_rotation(stack: Stack, user: iam.User) -> None:
    message = "grace of 1 day and delete_after of 7 days are not allowed with rotate_every of 8 days; let the old key"
    with pytest.raises(PolicyError, match=message):
        AccessKeyRotation(stack, "K", user=user, rotate_every=Duration.days(8))
    AccessKeyRotation(stack, "K", user=user, rotate_every=Duration.days(9))


def test_periods_that_are_known_only_at_deployment_are_not_judged(stack: Stack, user: iam.User) -> None:
    given = CfnParameter(stack, "Given", type="Number").value_as_number
    AccessKeyRotation(stack, "K", user=user, rotate_every=Duration.days(given), grace=Duration.seconds(given))
    variables = only(stack, "AWS::Lambda::Function")["Environment"]["Variables"]
    assert variables["GRACE_SECONDS"] == {"Ref": "Given"}
    rules = only(stack, "AWS::SecretsManager::RotationSchedule")["RotationRules"]
    assert rules == {"AutomaticallyAfterDays": {"Ref": "Given"}}


def test_a_name_that_secrets_manager_would_not_accept_is_refused_at_once(stack: Stack, user: iam.User) -> None:
    with pytest.raises(PolicyError, match=r"secret_name 'a,b' is not allowed"):
        AccessKeyRotation(stack, "K", user=user, secret_name="a,b")


def test_it_says_exactly_which_findings_it_causes(app_of_ones_own: App, stack: Stack, user: iam.User) -> None:
    rotation = AccessKeyRotation(stack, "K", user=user)
    assert [each.rule for each in rotation.expected_findings] == ["LambdaInsideVPC"]
    assert reported(app_of_ones_own, rotation) == expected(rotation)


def test_the_keys_of_a_user_are_made_by_one_alone(stack: Stack, user: iam.User) -> None:
    AccessKeyRotation(stack, "K", user=user)
    with pytest.raises(PolicyError, match=r"^Foreign/L: Foreign/K makes the keys of this user already"):
        AccessKeyRotation(stack, "L", user=user)


def test_a_user_of_somebody_else_may_have_keys_and_is_refused(app_of_ones_own: App, stack: Stack) -> None:
    imported = iam.User.from_user_name(stack, "Imported", "JohnDoe")
    with pytest.raises(PolicyError, match=r"^Foreign/K: the user is not made by this stack; give one that is"):
        AccessKeyRotation(stack, "K", user=imported)  # type: ignore[arg-type]
    elsewhere = iam.User(Stack(app_of_ones_own, "Elsewhere"), "JaneRoe")
    with pytest.raises(PolicyError, match="the user is not made by this stack"):
        AccessKeyRotation(stack, "L", user=elsewhere)


def test_a_key_that_cloudformation_makes_besides_is_refused(app_of_ones_own: App, stack: Stack, user: iam.User) -> None:
    AccessKeyRotation(stack, "K", user=user)
    iam.AccessKey(stack, "Other", user=iam.User(stack, "Other User"))
    app_of_ones_own.synth()
    iam.AccessKey(stack, "Second", user=user)
    with pytest.raises(RuntimeError, match="Foreign/Second/Resource makes an access key of a user whose keys rotate"):
        app_of_ones_own.synth(force=True)


@pytest.mark.parametrize("period", ["rotate_every", "grace", "delete_after"])
def test_a_period_is_no_number(stack: Stack, user: iam.User, period: str) -> None:
    with pytest.raises(PolicyError, match=rf"{period} 30 is not allowed; give a period, such as Duration.days\(30\)"):
        AccessKeyRotation(stack, "K", user=user, **{period: 30})
