"""What somebody may want to reach."""

from typing import Any

import pytest

from iam_stacks.account.questions.subject import inside
from iam_stacks.guarantees.target import Target
from iam_stacks.policy.error import PolicyError
from tests.guarantees.accounts import account, allow, bucket, deny, user

SECRETS = "s3:Get* arn:aws:s3:::secret/*"


@pytest.mark.parametrize(
    ("statements", "held"),
    [
        ([], False),
        ([allow("s3:GetObject", "arn:aws:s3:::*")], True),
        ([allow("s3:GetObject", "arn:aws:s3:::other/*")], False),
        ([allow("s3:GetObject", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})], True),
        ([allow("s3:*"), deny("s3:*", "arn:aws:s3:::secret/*")], False),
    ],
)
def test_whether_somebody_can_or_may_reach_it(statements: list[Any], held: bool) -> None:
    of = account(user("U", *statements))
    assert Target.parse(SECRETS).held_by(of)(inside(of.users[0])) is held


def test_a_resource_may_let_somebody_in() -> None:
    everybody = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}
    of = account(user("U"), bucket("secret", everybody))
    assert Target.parse(SECRETS).held_by(of)(inside(of.users[0]))


def test_it_is_written_as_it_was_read() -> None:
    assert str(Target.parse("  s3:Get*   arn:aws:s3:::secret/* ")) == SECRETS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("s3:GetObject", "target 's3:GetObject' is not one; give an action and a resource, such as "),
        ("s3:GetObject a b", "target 's3:GetObject a b' is not one; give an action and a resource"),
        ("s3:Foo *", "there is no action 's3:Foo'"),
    ],
)
def test_what_is_no_target_is_refused(text: str, message: str) -> None:
    with pytest.raises(PolicyError) as refused:
        Target.parse(text)
    assert str(refused.value).startswith(message)


def test_a_target_that_the_account_cannot_have_is_refused() -> None:
    with pytest.raises(PolicyError) as refused:
        Target.parse("s3:GetObject arn:aws:s3:::bucket").held_by(account())
    assert str(refused.value).startswith("no resource of s3:GetObject in the account is in arn:aws:s3:::bucket; give ")


def test_it_may_depend_on_something_whether_what_is_held_can_be_used() -> None:
    office = {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}
    may = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::secret/*"}
    of = account(user("U", {**may, "Condition": office}), user("V", may), user("W"))
    held = Target.parse(SECRETS).held_by(of)
    assert [held.depends_on(inside(each)) for each in of.users] == [("aws:SourceIp",), (), ()]
