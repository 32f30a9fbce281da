"""Diagnoses, for tests of what is made of them."""

from typing import Any

from iam_stacks.account.account import Account
from iam_stacks.account.place import Place, Unresolved
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.checks.rule import Rule
from iam_stacks.checks.views import StatementView

RULE: Rule[Any] = Rule(
    id="so-it-is",
    over=StatementView,
    severity="error",
    says="It is so",
    because="AWS refuses it",
    fix="leave it",
    source="IAM User Guide, Some page",
    check=lambda _: iter(()),
)
PLACE = Place("t.json", "P", ("Properties", "PolicyDocument", "Statement", 0))


def account(*unresolved: Unresolved, **more: Any) -> Account:
    header = {"account_id": "123456789012", "account_from": "given", "partition": "aws", "region": "eu-central-1"}
    return Account(**header, unresolved=unresolved, **more)


def diagnosis(subject: str = "P.Sid", **more: Any) -> Diagnosis:
    given: dict[str, Any] = {
        "rule": RULE,
        "severity": "error",
        "message": "so it is",
        "fix": "leave it",
        "place": PLACE,
        "policy": "arn:p",
        "statement": 0,
        "sid": "Sid",
        **more,
    }
    return Diagnosis(subject=subject, **given)
