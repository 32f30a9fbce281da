"""Who can gain what few may reach."""

from __future__ import annotations

import pytest

from iam_stacks.policy.error import PolicyError
from tests.checks.conftest import ACCOUNT, Examine
from tests.checks.rules.escalation.estates import IAM, assumes, role, user
from tests.checks.samples import allow

RULE = "escalation-to-target"
READ = "s3:GetObject arn:aws:s3:::payroll/*"
SEND = "sqs:SendMessage arn:aws:sqs:eu-central-1:123456789012:jobs"
PAYROLL = role("Payroll", ACCOUNT, allow("s3:GetObject", "arn:aws:s3:::payroll/*"))
ESTATE = user("JohnDoe", assumes("Payroll")) | user("JaneRoe") | PAYROLL


def test_whoever_can_gain_it_is_found_and_whoever_has_it_is_not(examine: Examine) -> None:
    (found,) = examine(ESTATE, RULE, targets=[READ])
    assert (found.qualified_rule, found.severity) == (f"{RULE}[JohnDoe {READ}]", "error")
    assert (found.principal, found.place.logical_id, found.statement) == (f"{IAM}user/JohnDoe", "JohnDoe", 0)
    assert found.message.startswith(
        "JohnDoe can come to s3:GetObject on arn:aws:s3:::payroll/*: JohnDoe can assume role/Payroll"
    )
    assert [(hop.actor, hop.to) for hop in found.path] == [(f"{IAM}user/JohnDoe", f"{IAM}role/Payroll")]


def test_without_a_target_nothing_is_found(examine: Examine) -> None:
    assert examine(ESTATE, RULE) == []


def test_each_target_is_asked_for_itself(examine: Examine) -> None:
    both = ESTATE | role("Sends", ACCOUNT, allow(*SEND.split(" "))) | user("JaneRoe", assumes("Sends"))
    found = examine(both, RULE, targets=[READ, SEND])
    assert [each.subject for each in found] == [f"JaneRoe {SEND}", f"JohnDoe {READ}"]


def test_pseudo_parameters_are_filled_in(examine: Examine) -> None:
    sends = role("Sends", ACCOUNT, allow(*SEND.split(" "))) | user("JaneRoe", assumes("Sends"))
    target = "sqs:SendMessage arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs"
    assert [each.principal for each in examine(sends, RULE, targets=[target])] == [f"{IAM}user/JaneRoe"]


def test_what_is_no_target_is_refused(examine: Examine) -> None:
    with pytest.raises(PolicyError, match="s3:GetObject"):
        examine(ESTATE, RULE, targets=["s3:GetObject"])
