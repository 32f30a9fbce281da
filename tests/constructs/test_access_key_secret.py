from aws_cdk import App, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms

from iam_stacks.constructs.access_key_secret import AccessKeySecret
from tests.constructs.findings import expected, reported
from tests.constructs.synthesis import only


def test_the_findings_of_a_key_that_does_not_rotate_have_the_reason_given(app_of_ones_own: App, stack: Stack) -> None:
    user = iam.User(stack, "JohnDoe", groups=[iam.Group(stack, "Team")])
    key = kms.Key(stack, "Key", enable_key_rotation=True)
    secret = AccessKeySecret(stack, "K", user=user, encryption_key=key, exemption="a machine that reads it once")
    assert {each.rule for each in secret.expected_findings} == {"SMG4", "SecretsManagerRotationEnabled"}
    assert {each.because for each in secret.expected_findings} == {"a machine that reads it once"}
    assert reported(app_of_ones_own, secret) == expected(secret)
    assert only(stack, "AWS::IAM::AccessKey") == {"UserName": stack.resolve(user.user_name)}
