from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from iam_stacks.policy import PolicyError, Request
from iam_stacks.policy.symbol import symbol
from tests.policy.strategies import ACCOUNT, STRANGER, USER

BASE: dict[str, Any] = {"principal": USER, "action": "s3:GetObject"}
QUEUE = "arn:aws:sqs:eu-west-1:444455556666:q"


def refusal(**changed: Any) -> str:
    with pytest.raises(PolicyError) as caught:
        Request(**{**BASE, **changed})
    return str(caught.value)


@pytest.mark.parametrize("name", ["principal", "action"])
@pytest.mark.parametrize("value", [None, 5, b"s3:GetObject", [], {}])
def test_principal_and_action_are_text(name: str, value: Any) -> None:
    assert refusal(**{name: value}) == "principal and action must be text"


@pytest.mark.parametrize(
    "action", ["", "*", "s3:*", "GetObject", "s3:Get?bject", "s3:Get Object", "s3:a:b", "s3:", "s3:Get\n"]
)
def test_an_action_has_no_wildcards(action: str) -> None:
    assert refusal(action=action) == f"action {action!r} is not one; give service:Action, without wildcards"


@pytest.mark.parametrize("resource", ["", None, 5, [], 10**5000], ids=["empty", "none", "number", "list", "huge"])
def test_a_resource_is_text(resource: Any) -> None:
    assert refusal(resource=resource) == "resource is empty, or no text; give an ARN, or *"


@pytest.mark.parametrize("account", ["", "12345678901", "1234567890123", "alice", "\u0661" * 12])
def test_a_resource_account_has_12_digits(account: str) -> None:
    assert refusal(resource_account=account) == f"resource_account {account!r} is not one; give 12 digits"


@pytest.mark.parametrize("account", [111122223333, 10**5000, []], ids=["number", "huge", "list"])
def test_a_resource_account_is_text(account: Any) -> None:
    assert refusal(resource_account=account) == "resource_account is no text; give 12 digits"


def test_unknown_is_a_list_of_texts() -> None:
    assert refusal(unknown=5) == "unknown is no list; give condition keys, patterns such as aws:RequestTag/*, or *"
    for given in ([5], [""], [None], b"aws"):
        assert refusal(unknown=given) == "unknown has something that is no text; give condition keys"


def test_a_resource_belongs_to_the_account_in_its_arn_or_to_the_principals() -> None:
    assert Request(**BASE, resource=QUEUE).owner == "444455556666"
    for resource in ("*", "arn:aws:s3:::b", "arn:aws:iam::aws:policy/ReadOnlyAccess", "a:b:c:d:444455556666"):
        assert Request(**BASE, resource=resource).owner == ACCOUNT
    assert Request(**BASE, resource=QUEUE, resource_account=ACCOUNT).owner == ACCOUNT
    assert Request(**BASE, resource_account=symbol("AWS::AccountId")).owner == symbol("AWS::AccountId")
    assert Request(principal="*", action="s3:GetObject").owner == ""


def test_whether_a_request_crosses_accounts() -> None:
    assert Request(**BASE, resource=QUEUE).crosses_accounts
    assert not Request(**BASE).crosses_accounts
    assert not Request(principal="*", action="s3:GetObject", resource=QUEUE).crosses_accounts


def test_keys_that_follow_from_the_request_are_filled_in_unless_given() -> None:
    keys = Request(**BASE, resource=QUEUE).keys
    assert keys["aws:resourceaccount"] == "444455556666"
    assert keys["aws:username"] == "alice"
    assert Request(**BASE, context={"AWS:Username": "bob"}).keys["aws:username"] == "bob"
    assert "aws:resourceaccount" not in Request(principal="*", action="s3:GetObject").keys


def test_an_empty_list_is_an_absent_key_that_is_known_to_be_absent() -> None:
    request = Request(**BASE, context={"aws:username": [], "k:a": []}, unknown="*")
    assert "aws:username" not in request.keys
    assert request.spelling_of_unknown("k:a", "k:a") is None


def test_unknown_keys_are_called_as_the_request_spells_them_else_as_the_policy_does() -> None:
    request = Request(**BASE, unknown=["aws:SourceIp", "aws:RequestTag/*"])
    assert request.spelling_of_unknown("aws:sourceip", "AWS:sourceIP") == "aws:SourceIp"
    assert request.spelling_of_unknown("aws:requesttag/team", "aws:RequestTag/Team") == "aws:RequestTag/Team"
    assert request.spelling_of_unknown("aws:sourcevpc", "aws:SourceVpc") is None
    assert request.spelling_of_unknown("aws:username", "aws:username") is None
    assert Request(**BASE, unknown="*").spelling_of_unknown("k:a", "K:a") == "K:a"


def test_a_request_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Request(**BASE).principal = STRANGER  # type: ignore[misc]


def test_a_request_can_be_hashed_and_does_not_change_with_what_it_was_made_of() -> None:
    context = {"k:a": "x"}
    request = Request(principal=USER, action="s3:GetObject", context=context, unknown=[])
    context["k:a"] = "y"
    same = Request(principal=USER, action="s3:GetObject", context={"k:a": "x"})
    assert {request} == {same}
    with pytest.raises(PolicyError, match="unknown is no list"):
        Request(principal=USER, action="s3:GetObject", unknown=None)  # type: ignore[arg-type]


def test_an_action_may_have_a_hyphen() -> None:
    action = "vpc-lattice:AssociateViaAWSService-EventsAndStates"
    assert Request(principal=USER, action=action).folded_action == action.lower()
