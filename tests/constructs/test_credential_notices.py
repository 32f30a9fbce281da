from aws_cdk import App, Stack

from iam_stacks.constructs.credential_notices import CredentialNotices
from tests.constructs.findings import reported
from tests.constructs.synthesis import ACCOUNT, only


def test_a_stack_has_one_encrypted_with_its_key(stack: Stack) -> None:
    assert CredentialNotices.of(stack) is CredentialNotices.of(stack)
    key = stack.get_logical_id(stack.node.find_child("CredentialsKey").node.default_child)  # type: ignore[arg-type]
    assert only(stack, "AWS::SNS::Topic")["KmsMasterKeyId"] == {"Fn::GetAtt": [key, "Arn"]}


def test_alarms_of_this_account_publish_to_it_and_nobody_does_without_tls(stack: Stack) -> None:
    topic = stack.resolve(CredentialNotices.of(stack).topic_arn)
    statements = only(stack, "AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"]
    assert {each["Effect"]: (each["Principal"], each["Condition"]) for each in statements} == {
        "Deny": ("*", {"Bool": {"aws:SecureTransport": "false"}}),
        "Allow": (
            {"Service": "cloudwatch.amazonaws.com"},
            {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
        ),
    }
    assert all(each["Action"] == "sns:Publish" and each["Resource"] == topic for each in statements)


def test_it_causes_no_finding(app_of_ones_own: App, stack: Stack) -> None:
    CredentialNotices.of(stack)
    assert not reported(app_of_ones_own)
