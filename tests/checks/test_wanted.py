"""What people say of accounts: read, and held to accounts in which it means something."""

from dataclasses import replace
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.model import User
from iam_stacks.checks.wanted import Wanted
from iam_stacks.guarantees.guarantee import Guarantee
from iam_stacks.policy.error import PolicyError
from tests.checks.diagnoses import account


def of(name: str, number: str) -> Account:
    """Return an account with one user."""
    user = User(arn=f"arn:aws:iam::{number}:user/{name}", name=name)
    return replace(account(), account_id=number, users=(user,))


FIRST, SECOND = of("Jane", "111111111111"), of("John", "222222222222")


def said(name: str, number: str) -> Wanted:
    """Return what is said of the user of an account alone."""
    resource = f"arn:aws:iam::{number}:user/*"
    given = Guarantee(principals=f"user/{name}", cannot=["iam:GetUser"], on=[resource])
    return Wanted.read([f"user/{name}"], [f"iam:GetUser {resource}"], [given])


OF_FIRST, OF_SECOND = said("Jane", "111111111111"), said("John", "222222222222")
OF_BOTH = Wanted(
    **{name: getattr(OF_FIRST, name) + getattr(OF_SECOND, name) for name in ("administrators", "targets", "guarantees")}
)


def test_an_account_hears_what_means_something_in_it() -> None:
    assert OF_BOTH.of(FIRST) == OF_FIRST
    assert OF_BOTH.of(SECOND) == OF_SECOND


def test_it_is_enough_to_mean_something_in_one_of_several_accounts() -> None:
    OF_BOTH.require([FIRST, SECOND])
    OF_BOTH.require([replace(FIRST, otherwise=SECOND)])


def test_what_means_nothing_in_any_is_refused_all_of_it_and_the_same_once() -> None:
    with pytest.raises(AccountError) as refused:
        OF_BOTH.require([FIRST])
    name, target = str(refused.value).splitlines()
    assert name == "there is no user 'John'"
    assert target.startswith("no resource of iam:GetUser in the account is in arn:aws:iam::222222222222:user/*; ")


@pytest.mark.parametrize(
    ("principals", "is_refused"), [("user/J*", False), ("user/Z*", True), ("all except user/Jane", True)]
)
def test_a_guarantee_about_nobody_is_refused_and_a_pattern_for_administrators_is_not(
    principals: str, is_refused: bool
) -> None:
    Wanted.read([principals], [], []).require([FIRST])
    wanted = Wanted.read([], [], [Guarantee(principals=principals, cannot=["iam:GetUser"])])
    assert bool(wanted.of(FIRST).guarantees) is not is_refused
    if is_refused:
        with pytest.raises(AccountError, match="nobody is meant by "):
            wanted.require([FIRST])


def test_without_accounts_there_is_nothing_to_hold_it_to() -> None:
    OF_BOTH.require([])


def test_what_cannot_be_read_is_refused_all_at_once() -> None:
    given: list[Any] = [Guarantee(principals="anybody", cannot=["iam:GetUsr"])]
    with pytest.raises(PolicyError) as refused:
        Wanted.read(["everybody"], ["iam:GetUser"], given)
    faults = str(refused.value).splitlines()
    assert [fault.split("'")[1] for fault in faults] == ["everybody", "iam:GetUser", "anybody", "iam:GetUsr"]


def test_one_text_is_a_list_of_one() -> None:
    read = Wanted.read("user/JohnDoe", "iam:GetUser *", [])
    assert (len(read.administrators), len(read.targets)) == (1, 1)


def test_administrators_are_not_all() -> None:
    with pytest.raises(PolicyError, match="administrators 'all' leave nobody to be checked; give user/NAME"):
        Wanted.read(["all"], [], [])


def test_guarantees_are_guarantees() -> None:
    with pytest.raises(PolicyError, match="guarantee 'x' is none; give iam_stacks"):
        Wanted.read([], [], ["x"])  # type: ignore[list-item]
