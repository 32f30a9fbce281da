"""Asking one question of many."""

from dataclasses import replace
from typing import Any

import pytest

from iam_stacks.account.model import Policy
from iam_stacks.account.questions.access import Access, Asker, Question
from iam_stacks.account.questions.subject import Subject, outside
from iam_stacks.policy.decision import Decision, Reason
from iam_stacks.policy.document import Document

OBJECT = "arn:aws:s3:::b/k"


def policy(name: str, *statements: dict[str, Any]) -> Policy:
    complete = [{"Effect": "Allow", "Action": "s3:GetObject"} | each for each in statements]
    return Policy(name, Document.parse({"Version": "2012-10-17", "Statement": complete}))


OTHER = {"Action": "sqs:*", "Resource": "*"}
READ = policy("Read", OTHER, {"Sid": "Yes", "Resource": "*"})
GROUP = policy("Group", {"Effect": "Deny", "Resource": "arn:aws:s3:::secret/*"}, OTHER, {"Resource": "*"})
JOHN = Subject(arn="shown", caller="arn:aws:iam::123456789012:user/JohnDoe", policies=(READ, GROUP))
QUESTION = Question(
    action="s3:GetObject",
    resource=OBJECT,
    resource_account="123456789012",
    resource_policies=(),
    context={},
    unknown=(),
)


def test_reasons_name_the_policy_and_the_place_of_the_statement_in_it() -> None:
    assert Asker(QUESTION).decide(JOHN).reasons == (
        Reason("Read", 1, "Yes", "Allow"),
        Reason("Group", 2, None, "Allow"),
    )


def test_a_boundary_and_the_policies_of_the_resource_count() -> None:
    bounded = replace(JOHN, boundary=policy("Ceiling", OTHER))
    decision = Asker(QUESTION).decide(bounded)
    assert (decision.effect, decision.reasons) == ("implicitDeny", (Reason("boundary", None, None, "implicitDeny"),))
    guard = policy("Guard", {"Principal": {"AWS": JOHN.caller}, "Resource": "*"})
    assert Asker(replace(QUESTION, resource_policies=(guard,))).decide(bounded).allowed


def test_several_policies_of_one_resource_count_together() -> None:
    everybody = {"Principal": "*", "Resource": "*"}
    guards = policy("One", everybody), policy("Two", everybody | {"Effect": "Deny"})
    decision = Asker(replace(QUESTION, resource_policies=guards)).decide(JOHN)
    assert (decision.effect, decision.reasons) == ("explicitDeny", (Reason("Two", 0, None, "Deny"),))


def test_what_another_account_allows_its_own_is_no_reason() -> None:
    guard = policy("Guard", {"Principal": {"AWS": "999999999999"}, "Resource": "*"})
    asker = Asker(replace(QUESTION, resource_policies=(guard,)), everything=True)
    stranger = outside("999999999999", partition="aws")
    assert asker.decide(stranger).reasons == (Reason("Guard", 0, None, "Allow"),)
    assert [each.policy for each in asker.consider(stranger)] == ["Guard"]


def test_what_is_known_of_a_request_wins_over_tags_in_any_case() -> None:
    tagged = replace(JOHN, context={"aws:PrincipalTag/team": "a"})
    request = replace(QUESTION, context={"AWS:principaltag/TEAM": "b"}, unknown=("*",)).request(tagged)
    assert request.keys["aws:principaltag/team"] == "b"
    assert (request.principal, request.owner, request.unknown) == (JOHN.caller, "123456789012", ("*",))


def test_statements_about_other_actions_are_looked_at_only_if_everything_is_asked_for() -> None:
    assert [each.statement for each in Asker(QUESTION).consider(JOHN)] == [1, 0, 2]
    assert [each.statement for each in Asker(QUESTION, everything=True).consider(JOHN)] == [0, 1, 0, 1, 2]


def test_a_policy_can_be_the_boundary_too() -> None:
    bounded = replace(JOHN, policies=(READ,), boundary=READ)
    reasons = Asker(QUESTION).decide(bounded).reasons
    assert reasons == (Reason("Read", 1, "Yes", "Allow"), Reason("Read", 1, "Yes", "Allow"))


@pytest.mark.parametrize(
    ("outcomes", "certain", "possible"),
    [
        (("allowed",), True, True),
        (("allowed", "explicitDeny"), False, True),
        (("explicitDeny", "implicitDeny"), False, False),
    ],
)
def test_an_answer_is_certain_or_possible_by_its_outcomes(
    outcomes: tuple[str, ...], certain: bool, possible: bool
) -> None:
    access = Access("p", Decision(outcomes[0], outcomes=outcomes))
    assert (access.certain, access.possible) == (certain, possible)


def test_a_key_that_is_given_is_used_instead_of_a_tag_in_whatever_case() -> None:
    subject = replace(JOHN, context={"aws:PrincipalTag/Team": "blue"})
    question = replace(QUESTION, context={"AWS:principaltag/team": "red"})
    assert question.request(subject).keys["aws:principaltag/team"] == "red"
