"""Who is meant by a name, and who is there to be asked."""

from dataclasses import replace
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.model import Policy, ResourcePolicy, Role, User
from iam_stacks.account.questions.subject import ANYONE, OUTSIDE
from iam_stacks.account.questions.subjects import subject_of, subjects_of
from iam_stacks.policy.document import Document
from iam_stacks.policy.symbol import symbol

IAM = "arn:aws:iam::123456789012:"
SESSION = "arn:aws:sts::123456789012:assumed-role/R/s"
OWN = Policy("own", Document.parse({"Statement": []}))
USER = User(arn=f"{IAM}user/U", name="U", logical_id="Someone", stack="S")
ROLE = Role(arn=f"{IAM}role/path/R", name="R", trust=None, policies=(OWN,))
ACCOUNT = Account(
    account_id="123456789012", account_from="given", partition="aws", region="r", users=(USER,), roles=(ROLE,)
)


def guard(**principal: Any) -> Policy:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "*", "Resource": "*"}
    return Policy("guard", Document.parse({"Version": "2012-10-17", "Statement": statement}))


def of_unknown_id(*guards: Policy) -> Account:
    policies = tuple(ResourcePolicy(resource="r", covers=(), kind="K", policy=each) for each in guards)
    return replace(ACCOUNT, account_id=symbol("AWS::AccountId"), resource_policies=policies)


def strangers(*guards: Policy) -> list[tuple[str, tuple[Policy, ...]]]:
    return [(each.arn, each.policies) for each in list(subjects_of(ACCOUNT, guards))[2:]]


@pytest.mark.parametrize("name", ["user/U", "Someone", "S.Someone", f"{IAM}user/U"])
def test_somebody_of_the_account_is_found_by_any_name(name: str) -> None:
    assert subject_of(ACCOUNT, name).caller == USER.arn


def test_a_session_keeps_its_name_and_has_the_policies_of_its_role() -> None:
    subject = subject_of(ACCOUNT, SESSION)
    assert (subject.caller, subject.policies) == (SESSION, (OWN,))


def test_the_root_user_of_the_account_is_itself_and_that_of_another_is_all_of_it() -> None:
    assert subject_of(ACCOUNT, f"{IAM}root").caller == f"{IAM}root"
    other = subject_of(ACCOUNT, "arn:aws:iam::999999999999:root")
    assert (other.caller, other.policies) == (f"arn:aws:iam::999999999999:user/{ANYONE}", (OUTSIDE,))


@pytest.mark.parametrize("name", ["*", "lambda.amazonaws.com", "arn:aws:iam::999999999999:user/U"])
def test_somebody_outside_is_nobody_of_the_account(name: str) -> None:
    assert subject_of(ACCOUNT, name).arn == name


@pytest.mark.parametrize("name", ["user/X", f"{IAM}user/X", "arn:aws:sts::123456789012:assumed-role/X/s", ""])
def test_a_name_of_nobody_in_the_account_is_refused(name: str) -> None:
    with pytest.raises(AccountError, match="there is no user or role"):
        subject_of(ACCOUNT, name)


def test_where_the_account_is_not_known_an_arn_of_an_account_is_of_nobody_known() -> None:
    with pytest.raises(AccountError) as error:
        subject_of(of_unknown_id(guard(AWS="888888888888")), "arn:aws:iam::999999999999:user/U")
    assert "may be of this account, whose id is not known; give --account, or user/NAME" in str(error.value)


@pytest.mark.parametrize("name", ["999999999999", "arn:aws:iam::999999999999:root", "*"])
def test_where_the_account_is_not_known_a_policy_can_say_that_somebody_is_outside(name: str) -> None:
    arn = "arn:aws:iam::999999999999:user/U"
    assert subject_of(of_unknown_id(guard(AWS=name)), arn).arn == arn
    trusting = replace(ROLE, trust=guard(AWS=name))
    assert subject_of(replace(of_unknown_id(), roles=(trusting,)), arn).arn == arn


def test_where_the_account_is_not_known_a_service_and_everybody_are() -> None:
    assert subject_of(of_unknown_id(), "lambda.amazonaws.com").arn == "lambda.amazonaws.com"
    assert subject_of(of_unknown_id(), "arn:aws:iam::${AWS::AccountId}:user/U".replace("user/U", "root"))


def test_everybody_in_the_account_is_asked_and_whom_policies_name_once() -> None:
    guards = (
        guard(AWS=["999999999999", "arn:aws:iam::999999999999:root", "*", USER.arn]),
        guard(AWS="*", Service="sns.amazonaws.com", Federated="accounts.google.com"),
    )
    assert [each.arn for each in subjects_of(ACCOUNT, guards)] == [
        USER.arn,
        ROLE.arn,
        "arn:aws:iam::999999999999:root",
        "*",
        "sns.amazonaws.com",
        "accounts.google.com",
    ]


@pytest.mark.parametrize("name", [f"{IAM}root", "123456789012", "AIDAEXAMPLE", f"{IAM}role/R*"])
def test_the_root_user_the_account_as_such_and_deleted_principals_are_not_asked(name: str) -> None:
    condition = {"ArnLike": {"aws:PrincipalArn": name}}
    statement = {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": condition}
    assert strangers(Policy("guard", Document.parse({"Statement": statement}))) == []
    assert strangers(guard(AWS=name)) == [] or "*" in name


def test_a_session_that_a_policy_names_has_the_policies_of_its_role() -> None:
    assert strangers(guard(AWS=SESSION)) == [(SESSION, (OWN,))]


def test_a_role_of_the_account_that_was_not_read_has_no_policies() -> None:
    assert strangers(guard(AWS=f"{IAM}role/X")) == [(f"{IAM}role/X", ())]


def test_a_principal_that_is_known_at_deployment_only_is_among_those_who_can() -> None:
    assert strangers(guard(AWS=symbol("Partner"))) == [(symbol("Partner"), (OUTSIDE,))]


def test_the_account_itself_delegates_and_is_nobody() -> None:
    unknown = of_unknown_id()
    assert [each.arn for each in subjects_of(unknown, [guard(AWS=unknown.account_id)])] == [USER.arn, ROLE.arn]


@pytest.mark.parametrize("order", [1, -1])
def test_an_account_that_is_written_in_two_ways_is_listed_once(order: int) -> None:
    both = guard(AWS=["999999999999", "arn:aws:iam::999999999999:root"][::order])
    assert [arn for arn, _ in strangers(both)] == ["arn:aws:iam::999999999999:root"]


def test_what_is_no_service_of_aws_is_unknown_unless_a_policy_names_it() -> None:
    with pytest.raises(AccountError, match=r"there is no user, role or service 'foo\.bar\.baz'"):
        subject_of(ACCOUNT, "foo.bar.baz")
    named = replace(ACCOUNT, resource_policies=of_unknown_id(guard(Federated="foo.bar.baz")).resource_policies)
    assert subject_of(named, "foo.bar.baz").arn == "foo.bar.baz"


def test_the_id_of_a_deleted_principal_is_nobody() -> None:
    assert strangers(guard(AWS="AIDAEXAMPLEJOHNDOE000")) == []
