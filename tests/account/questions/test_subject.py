"""Who is asked about: what a user, a role, or somebody outside brings along."""

from typing import Any

import pytest

from iam_stacks.account.model import Group, Policy, Role, User
from iam_stacks.account.questions.subject import ANYONE, OUTSIDE, Subject, delegating_to, inside, named_outside, outside
from iam_stacks.policy.document import Document
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.evaluator import evaluate
from iam_stacks.policy.request import Request

IAM = "arn:aws:iam::123456789012:"
EMPTY = Document.parse({"Statement": []})
OWN, INHERITED, CEILING = (Policy(name, EMPTY) for name in ("own", "inherited", "ceiling"))


def named(*statements: dict[str, Any]) -> list[str]:
    complete = [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"} | each for each in statements]
    return list(named_outside([Document.parse({"Version": "2012-10-17", "Statement": complete})]))


def test_a_user_brings_its_policies_those_of_its_groups_its_boundary_and_its_tags() -> None:
    group = Group(arn="g", name="g", policies=(INHERITED,))
    user = User(
        arn=f"{IAM}user/a/U", name="U", policies=(OWN,), groups=(group,), boundary=CEILING, tags=(("team", "x"),)
    )
    assert inside(user) == Subject(
        arn=user.arn,
        caller=user.arn,
        policies=(OWN, INHERITED),
        boundary=CEILING,
        context={"aws:PrincipalTag/team": "x", "aws:PrincipalArn": user.arn},
    )


def test_a_session_calls_by_its_own_arn_and_is_known_by_its_roles() -> None:
    role = Role(arn=f"{IAM}role/path/R", name="R", trust=None, policies=(OWN,))
    session = "arn:aws:sts::123456789012:assumed-role/R/s"
    subject = inside(role, session=session)
    assert (subject.arn, subject.caller, subject.policies) == (session, session, (OWN,))
    assert subject.context == {"aws:PrincipalArn": role.arn}
    assert inside(role).caller == role.arn


@pytest.mark.parametrize(
    ("name", "arn", "caller"),
    [
        ("*", "*", f"arn:aws-cn:iam::{ANYONE}:user/{ANYONE}"),
        ("999999999999", "arn:aws-cn:iam::999999999999:root", f"arn:aws-cn:iam::999999999999:user/{ANYONE}"),
        ("arn:aws:iam::999999999999:root", None, f"arn:aws:iam::999999999999:user/{ANYONE}"),
        ("arn:aws:iam::999999999999:role/R", None, "arn:aws:iam::999999999999:role/R"),
        ("arn:aws:iam::*:role/R*", None, f"arn:aws:iam::{ANYONE}:role/R{ANYONE}"),
    ],
)
def test_somebody_of_another_account_is_taken_to_be_allowed_by_it(name: str, arn: str | None, caller: str) -> None:
    assert outside(name, partition="aws-cn") == Subject(arn=arn or name, caller=caller, policies=(OUTSIDE,))


@pytest.mark.parametrize("name", ["lambda.amazonaws.com", "arn:aws:iam::123456789012:oidc-provider/example.com"])
def test_a_service_and_a_provider_bring_no_policies(name: str) -> None:
    assert outside(name, partition="aws") == Subject(arn=name, caller=name)


@pytest.mark.parametrize("name", ["AIDAEXAMPLE", "1234", "arn:aws:s3:::b", ""])
def test_what_names_nobody_is_refused(name: str) -> None:
    with pytest.raises(PolicyError):
        outside(name, partition="aws")


def test_each_principal_that_is_allowed_something_is_named_once() -> None:
    both = {"Principal": {"AWS": ["999999999999", "AIDAEXAMPLE"], "Service": "sns.amazonaws.com"}}
    assert named(both, both, {"Principal": {"Federated": "example.com", "CanonicalUser": "79a5"}}) == [
        "999999999999",
        "AIDAEXAMPLE",
        "sns.amazonaws.com",
        "example.com",
        "79a5",
    ]


def test_who_is_denied_is_not_named() -> None:
    assert named({"Effect": "Deny", "Principal": {"AWS": "999999999999"}}) == []


def test_whom_a_deny_excepts_is_named_and_an_allow_with_exceptions_names_everybody() -> None:
    excepted = {"NotPrincipal": {"AWS": "999999999999"}}
    assert named({"Effect": "Deny", **excepted}) == ["999999999999"]
    assert named(excepted) == ["999999999999", "*"]


@pytest.mark.parametrize("key", ["aws:PrincipalAccount", "AWS:principalarn"])
def test_whom_a_condition_means_is_named(key: str) -> None:
    values = ["999999999999", "arn:aws:iam::999999999999:role/*"]
    condition = {"StringLike": {key: [*values, "a?", "${aws:username}"], "aws:SourceAccount": "1"}}
    assert named({"Effect": "Deny", "Principal": "*", "Condition": condition}) == values


def test_a_policy_without_principals_names_nobody() -> None:
    assert named({}) == []


@pytest.mark.parametrize(("identity_policies", "effect"), [([], "implicitDeny"), ([OUTSIDE.document], "allowed")])
def test_what_a_resource_delegates_needs_an_identity_based_policy(
    identity_policies: list[Document], effect: str
) -> None:
    key = "arn:aws:kms:eu-central-1:123456789012:key/k"
    decision = evaluate(
        Request(principal=f"{IAM}user/U", action="kms:Decrypt", resource=key),
        identity_policies=identity_policies,
        resource_policy=delegating_to("123456789012").document,
    )
    assert decision.effect == effect
