"""Who can become administrator: where the finding stands, and what it says. The ways are tested with the escalation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from iam_stacks.checks.rules.escalation import graph
from tests.checks.conftest import ACCOUNT, Examine
from tests.checks.rules.escalation.estates import EVERYTHING, IAM, assumes, group, rewrites, role, user
from tests.checks.samples import allow

RULE = "escalation-to-administrator"
OTHER = allow("s3:GetObject", "arn:aws:s3:::example-data/*")
ADMIN = role("Admin", ACCOUNT, EVERYTHING)
MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


def test_a_finding_stands_at_the_statement_with_which_it_begins(examine: Examine) -> None:
    (found,) = examine(user("JohnDoe", OTHER, rewrites("JohnDoe", Sid="Own")), RULE)
    assert (found.qualified_rule, found.severity) == (f"{RULE}[JohnDoe]", "error")
    assert (found.place.logical_id, found.place.path[-2:]) == ("JohnDoe", ("Statement", 1))
    assert (found.policy, found.statement, found.sid) == ("JohnDoe/P", 1, "Own")
    assert found.principal == f"{IAM}user/JohnDoe"
    assert found.message.startswith("JohnDoe can become administrator: JohnDoe can ")
    assert [hop.actor for hop in found.path] == [found.principal]


def test_a_path_has_all_of_its_steps(examine: Examine) -> None:
    chain = user("JohnDoe", assumes("Helper")) | role("Helper", ACCOUNT, assumes("Admin")) | ADMIN
    john, helper = sorted(examine(chain, RULE), key=lambda each: len(each.path), reverse=True)
    assert [(hop.actor, hop.to) for hop in john.path] == [
        (f"{IAM}user/JohnDoe", f"{IAM}role/Helper"),
        (f"{IAM}role/Helper", f"{IAM}role/Admin"),
    ]
    assert john.message.count("; then Helper can ") == 1
    assert (john.place.logical_id, helper.place.logical_id) == ("JohnDoe", "Helper")


def test_what_members_of_a_group_can_is_found_for_each_at_the_policy_of_the_group(examine: Examine) -> None:
    members = user("JaneRoe", Groups=["Staff"]) | user("JohnDoe", OTHER, Groups=["Staff"])
    found = examine(members | group("Staff", OTHER, assumes("Admin")) | ADMIN, RULE)
    assert [each.subject for each in found] == ["JaneRoe", "JohnDoe"]
    assert {(each.place.logical_id, each.policy, each.statement) for each in found} == {("Staff", "Staff/P", 1)}
    assert len({each.fingerprint for each in found}) == 2


def test_what_a_managed_policy_allows_is_found_there(examine: Examine) -> None:
    document = {"Version": "2012-10-17", "Statement": [assumes("Admin")]}
    managed = {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document}}}
    holder = user("JohnDoe", ManagedPolicyArns=[{"Ref": "P"}])
    (found,) = examine(managed | holder | ADMIN, RULE)
    assert (found.place.logical_id, found.statement, found.subject) == ("P", 0, "JohnDoe")


def test_what_a_policy_of_aws_allows_is_found_at_whoever_has_it(examine: Examine) -> None:
    power = "arn:aws:iam::aws:policy/AWSLambda_FullAccess"
    runs = role("Runs", {"Service": "lambda.amazonaws.com"}, EVERYTHING)
    (found,) = examine(user("JohnDoe", ManagedPolicyArns=[power]) | runs, RULE)
    assert (found.place.logical_id, found.place.path, found.policy) == ("JohnDoe", ("Properties",), power)


def test_what_a_trust_policy_alone_allows_is_found_at_the_principal(examine: Examine) -> None:
    (found,) = examine(user("JohnDoe") | role("Admin", f"{IAM}user/JohnDoe", EVERYTHING), RULE)
    assert (found.place.logical_id, found.place.path, found.policy) == ("JohnDoe", ("Properties",), None)


def test_what_decides_is_said(examine: Examine) -> None:
    (found,) = examine(user("JohnDoe", assumes("Admin", Condition=MFA)) | ADMIN, RULE)
    assert found.depends_on == ("aws:MultiFactorAuthPresent",)
    assert (found.place.logical_id, found.statement) == ("JohnDoe", 0)


@pytest.mark.parametrize(
    "resources",
    [
        user("JohnDoe", OTHER) | ADMIN,
        user("JohnDoe", rewrites("JaneRoe")) | user("JaneRoe", Path="/staff/"),
        user("JohnDoe", assumes("Admin"), assumes("Admin", Effect="Deny")) | ADMIN,
        user("JohnDoe", EVERYTHING),
    ],
)
def test_nobody_can_become_what_nobody_may(examine: Examine, resources: Mapping[str, Any]) -> None:
    assert examine(resources, RULE) == []


def test_whoever_is_named_is_no_finding_but_what_others_must_not_become(examine: Examine) -> None:
    resources = (
        user("JohnDoe", assumes("Deploy")) | role("Deploy", ACCOUNT, rewrites("Nobody"), assumes("Admin")) | ADMIN
    )
    assert [each.subject for each in examine(resources, RULE)] == ["Deploy", "JohnDoe"]
    (found,) = examine(resources, RULE, administrators=["role/Deploy"])
    assert (found.subject, len(found.path)) == ("JohnDoe", 1)
    assert examine(resources, RULE, administrators=["role/Deploy", "user/J*"]) == []


def test_the_graph_is_made_once_and_only_if_somebody_asks(examine: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    asked = graph.Escalation.to_administrators

    def noted(self: graph.Escalation) -> Any:
        made.append(self)
        return asked(self)

    monkeypatch.setattr(graph.Escalation, "to_administrators", noted)
    options = {"targets": ["s3:GetObject arn:aws:s3:::example-data/report"]}
    assert examine(user("JohnDoe", rewrites("JohnDoe")), severities={RULE: "off"}, **options)
    assert made == []
    assert examine(user("JohnDoe", rewrites("JohnDoe")), RULE, **options)
    assert len(made) == 1


def test_what_depends_on_a_condition_is_said_to_depend_on_it(examine: Examine) -> None:
    mfa = {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}
    may = {"Effect": "Allow", "Action": "iam:PutUserPolicy", "Resource": "*"} | mfa
    policies = [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [may]}}]
    user = {"Type": "AWS::IAM::User", "Properties": {"UserName": "JohnDoe", "Policies": policies}}
    (found,) = examine({"U": user}, "escalation-to-administrator")
    assert found.message.startswith("JohnDoe may become administrator: ")
    assert found.message.endswith("; it depends on aws:MultiFactorAuthPresent")
