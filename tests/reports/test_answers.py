"""Answers as JSON. That they fit their schemas is tested with the command."""

from iam_stacks.account.account import Account
from iam_stacks.account.place import Unresolved
from iam_stacks.account.questions.access import Access
from iam_stacks.account.questions.actions import Actions, Contribution
from iam_stacks.policy.decision import Decision, Reason
from iam_stacks.policy.explanation import Considered
from iam_stacks.policy.symbol import symbol
from iam_stacks.reports import answers

DECISION = Decision(
    "allowed",
    ("aws:SourceIp",),
    ("allowed", "explicitDeny"),
    (Reason("P", 1, "S", "Allow"), Reason("Q", 0, None, "Deny")),
)
ACCESS = Access("arn:p", DECISION)
DECIDED = {
    "effect": "allowed",
    "depends_on": ["aws:SourceIp"],
    "outcomes": ["allowed", "explicitDeny"],
    "reasons": [
        {"policy": "P", "statement": 1, "sid": "S", "effect": "Allow"},
        {"policy": "Q", "statement": 0, "sid": None, "effect": "Deny"},
    ],
}
CAN = {"principal": "arn:p", "action": "s3:GetObject", "resource": "*", **DECIDED}


def test_every_answer_has_its_schema_the_account_and_what_is_unresolved() -> None:
    account = Account(
        account_id=symbol("AWS::AccountId"),
        account_from="not known",
        partition="aws",
        region="r",
        unresolved=(Unresolved("t.json", "U", "Properties.Tags", "open"),),
    )
    assert answers.answer("who-can", account, {"action": "a"}) == {
        "schema": "iam-stacks/who-can/1",
        "action": "a",
        "account": {"id": "${AWS::AccountId}", "from": "not known"},
        "unresolved": [{"template": "t.json", "logical_id": "U", "path": "Properties.Tags", "why": "open"}],
    }


def test_can_says_who_what_and_why() -> None:
    assert answers.can_body(ACCESS, "s3:GetObject", "*") == CAN


def test_who_can_says_it_of_each() -> None:
    assert answers.who_can_body([ACCESS, ACCESS], "s3:GetObject", "*") == {
        "action": "s3:GetObject",
        "resource": "*",
        "principals": [{"principal": "arn:p", **DECIDED}] * 2,
    }


def test_actions_count_what_each_policy_contributes() -> None:
    contributions = (Contribution("group/G", "P", ("s3:GetObject", "s3:ListBucket")),)
    actions = Actions("arn:p", ("s3:GetObject", "s3:ListBucket"), ("aws:SourceIp",), ("B",), contributions)
    assert answers.actions_body(actions) == {
        "principal": "arn:p",
        "services": {"s3": {"Read": ["GetObject"], "List": ["ListBucket"]}},
        "depends_on": ["aws:SourceIp"],
        "limited_by": ["B"],
        "contributions": [{"source": "group/G", "policy": "P", "actions": 2}],
    }


def test_why_is_can_with_every_statement() -> None:
    considered = [Considered("P", 1, "S", "Allow", True, "everything in it matches")]
    assert answers.why_body(ACCESS, considered, "s3:GetObject", "*") == CAN | {
        "statements": [
            {
                "policy": "P",
                "statement": 1,
                "sid": "S",
                "effect": "Allow",
                "matched": True,
                "because": "everything in it matches",
            }
        ]
    }
