from typing import Any

from aws_cdk import Stack

from iam_stacks.constructs.credentials_key import CredentialsKey
from tests.constructs.synthesis import ACCOUNT, arn, only, resources

REGION = {"Ref": "AWS::Region"}


def _services(stack: Stack) -> list[dict[str, Any]]:
    """Return the statements of the key's policy that are about a service."""
    statements = only(stack, "AWS::KMS::Key")["KeyPolicy"]["Statement"]
    return [each for each in statements if "Service" in each["Principal"]]


def test_a_stack_has_one_which_rotates_and_goes_with_it(stack: Stack) -> None:
    assert CredentialsKey.of(stack) is CredentialsKey.of(stack)
    assert only(stack, "AWS::KMS::Key")["EnableKeyRotation"] is True


def test_no_service_uses_it_unless_asked_for(stack: Stack) -> None:
    CredentialsKey.of(stack)
    assert _services(stack) == []


def test_logs_use_it_for_log_groups_of_this_account_and_region_alone(stack: Stack) -> None:
    key = CredentialsKey.of(stack)
    assert key.for_log_groups() is key.for_log_groups() is key
    assert key._policy.statement_count == 2, "said once, however many users there are; the other one is the account's"
    (statement,) = _services(stack)
    # In China the name ends with amazonaws.com.cn, and KMS refuses another one.
    assert statement["Principal"] == {"Service": {"Fn::Join": ["", ["logs.", REGION, ".", {"Ref": "AWS::URLSuffix"}]]}}
    assert statement["Condition"] == {
        "ArnLike": {"kms:EncryptionContext:aws:logs:arn": arn(":logs:", REGION, ":", ACCOUNT, ":log-group:*")}
    }
    # CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS"
    assert set(statement["Action"]) == {
        "kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*",
    }  # fmt: skip


def test_alarms_of_this_account_alone_use_it(stack: Stack) -> None:
    key = CredentialsKey.of(stack)
    assert key.for_alarms() is key.for_alarms() is key
    (statement,) = _services(stack)
    assert statement["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
    assert set(statement["Action"]) == {"kms:Decrypt", "kms:GenerateDataKey*"}


def test_another_stack_has_another(stack: Stack) -> None:
    other = Stack(stack.node.root, "Other")  # type: ignore[arg-type]
    assert CredentialsKey.of(other) is not CredentialsKey.of(stack)
    assert len(resources(other, "AWS::KMS::Key")) == 1
