import pytest

from tests.integration.emulator.smoke import Cloud, refused, trust

KINDS = ("User", "Group", "Role")


def resource(kind, arn):
    needed = {"AssumeRolePolicyDocument": trust({"Service": "lambda.amazonaws.com"})} if kind == "Role" else {}
    return {"It": {"Type": f"AWS::IAM::{kind}", "Properties": {"ManagedPolicyArns": [arn], **needed}}}


@pytest.mark.parametrize("kind", KINDS)
def test_a_policy_that_does_not_exist_fails_the_stack(cloud: Cloud, kind: str):
    missing = f"arn:aws:iam::{cloud.account}:policy/Missing"
    assert cloud.create(resource(kind, missing)) == "ROLLBACK_COMPLETE"
    assert f"Policy {missing} does not exist or is not attachable" in cloud.reasons()


def test_the_api_refuses_it_too(cloud: Cloud):
    cloud.client("iam").create_user(UserName="JohnDoe")
    with refused("NoSuchEntity"):
        cloud.client("iam").attach_user_policy(
            UserName="JohnDoe", PolicyArn=f"arn:aws:iam::{cloud.account}:policy/Missing"
        )


@pytest.mark.parametrize("kind", KINDS)
def test_a_policy_of_aws_that_ministack_does_not_know_is_attached(cloud: Cloud, kind: str):
    assert cloud.create(resource(kind, "arn:aws:iam::aws:policy/job-function/Billing")) == "CREATE_COMPLETE"
