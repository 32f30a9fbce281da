"""AWS's managed policies: nobody here can change them, so that their grammar is no one's concern."""

from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.gathered import read_policy
from iam_stacks.account.place import Place
from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules.grammar import GRAMMAR_RULES
from iam_stacks.checks.views import PolicyView, StatementView
from iam_stacks.policy.kind import IDENTITY
from tests.checks.samples import allow

OF_OTHERS = ("policy-malformed", "allow-not-principal")
"""What AWS writes is never that."""

ACCOUNT = Account(account_id="123456789012", account_from="", partition="aws", region="eu-central-1")
DOCUMENT = {
    "Statement": [
        allow(["s33:Get", "s3:Gett", "s3:GetObject"], ["\u2013", "arn:aws:s3:::${aws:username}", "arn:aws:sqs:*:*:q"]),
        allow(["s3:PutObject", "ec2:DescribeInstances", "eks:CreateCluster"], "arn:aws:ec2:*:*:instance/i", Sid="A b"),
        allow(None, None, NotAction=["ec2:*", "eks:*", "s3:*"], NotResource="arn:aws:s3:::b", Sid="A b"),
    ]
}


@pytest.mark.parametrize("rule", [each for each in GRAMMAR_RULES if each.id not in OF_OTHERS], ids=lambda each: each.id)
def test_a_fault_of_aws_is_not_reported(rule: Rule[Any]) -> None:
    assert remarks(rule, of_aws=False)
    assert not remarks(rule, of_aws=True)


def remarks(rule: Rule[Any], *, of_aws: bool) -> list[Any]:
    written = read_policy("P", DOCUMENT, Place("t.json", "P"), layer=IDENTITY)
    policy = PolicyView(account=ACCOUNT, kind=IDENTITY, written=written, of_aws=of_aws)
    views = policy.statements if rule.over is StatementView else [policy]
    return [remark for view in views for remark in rule.check(view)]
