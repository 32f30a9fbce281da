"""Which statements are about actions that matter."""

from typing import Any

import pytest

from iam_stacks.account.model import Policy
from iam_stacks.escalation.relevance import Relevance
from iam_stacks.policy.document import Document

ACTIONS = ("iam:CreateUser", "iam:PassRole", "sts:AssumeRole")


def policy(**elements: Any) -> Policy:
    """Return a policy of one statement."""
    statement = {"Effect": "Allow", "Resource": "*", **elements}
    return Policy("p", Document.parse({"Version": "2012-10-17", "Statement": [statement]}))


@pytest.mark.parametrize(
    ("elements", "actions"),
    [
        ({"Action": "iam:passrole"}, ["iam:PassRole"]),
        ({"Action": ["iam:*", "s3:GetObject"]}, ["iam:CreateUser", "iam:PassRole"]),
        ({"Action": "iam:Pass?ole"}, ["iam:PassRole"]),
        ({"Action": "s3:*"}, []),
        ({"NotAction": ["iam:*", "s3:GetObject"]}, ["sts:AssumeRole"]),
        ({"NotAction": "*"}, []),
        ({"Action": "*"}, ACTIONS),
    ],
)
def test_a_statement_is_about_the_actions_that_its_patterns_match(elements: Any, actions: list[str]) -> None:
    relevance = Relevance(ACTIONS)
    found = policy(**elements)
    assert relevance.allowed(found) == relevance.bits(actions)
    assert len(relevance.rules(found)) == bool(actions)


def test_a_deny_allows_nothing_and_is_looked_at() -> None:
    relevance = Relevance(ACTIONS)
    found = policy(Effect="Deny", Action="iam:*")
    assert relevance.allowed(found) == 0
    assert relevance.rules(found)
