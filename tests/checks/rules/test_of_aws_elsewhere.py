"""AWS's managed policies: nobody here can change them, whatever could be left out."""

from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.gathered import read_policy
from iam_stacks.account.place import Place
from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules.conditions import CONDITION_RULES
from iam_stacks.checks.rules.mfa import MFA_RULES
from iam_stacks.checks.rules.redundancy import REDUNDANCY_RULES
from iam_stacks.checks.views import PolicyView, StatementView
from iam_stacks.policy.kind import IDENTITY
from tests.checks.samples import allow

ACCOUNT = Account(account_id="123456789012", account_from="", partition="aws", region="eu-central-1")
PRESENT = "aws:MultiFactorAuthPresent"
CONDITION = {
    "StringEquals": {"aws:Nothing": "x", "aws:CalledVia": "*", "s3:prefix": "x"},
    "ForAnyValue:StringEquals": {"aws:username": "x"},
    "ForAllValues:StringEquals": {"aws:TagKeys": "x"},
    "Bool": {"aws:SecureTransport": "no"},
}
DOCUMENT = {
    "Statement": [
        allow(["s3:GetObject"] * 2, ["*"] * 2, Condition=CONDITION),
        allow("sqs:*"),
        allow("sqs:SendMessage"),
        allow("sqs:*", Effect="Deny"),
        allow("ec2:*", Effect="Deny", Condition={"Null": {PRESENT: "true"}}),
        allow("sns:*", Effect="Deny", Condition={"Bool": {PRESENT: "false"}}),
        allow("sns:*", Condition={"BoolIfExists": {PRESENT: "true"}}),
        allow("kms:*", Condition={"Null": {PRESENT: "false"}}),
    ]
}
MALFORMED = {"Statement": allow("s3:*", Condition={"StringIs": {"aws:username": "x"}})}


@pytest.mark.parametrize("rule", [*CONDITION_RULES, *MFA_RULES, *REDUNDANCY_RULES], ids=lambda rule: rule.id)
def test_a_fault_of_aws_is_not_reported(rule: Rule[Any]) -> None:
    assert remarks(rule, of_aws=False)
    assert not remarks(rule, of_aws=True)


def remarks(rule: Rule[Any], *, of_aws: bool) -> list[Any]:
    """Return what a rule says about both documents."""
    found = []
    for document in (DOCUMENT, MALFORMED):
        written = read_policy("P", document, Place("t.json", "P"), layer=IDENTITY)
        policy = PolicyView(account=ACCOUNT, kind=IDENTITY, written=written, of_aws=of_aws)
        views = policy.statements if rule.over is StatementView else [policy]
        found += [remark for view in views for remark in rule.check(view)]
    return found
