"""What is to be said about each practice."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.evidence.judge import STATUSES, judge
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.practices import PRACTICES
from iam_stacks.evidence.shown import Shown
from iam_stacks.monitoring.cis import CIS_WATCHED
from tests.evidence.chain import chain
from tests.evidence.conftest import PERHAPS, Judge

(ROOT_USED,) = (each for each in CIS_WATCHED if each.name == "RootUserUsed")
POLICY = {"Type": "Custom::PasswordPolicy", "Properties": {"ServiceToken": "arn:f", "MinimumPasswordLength": 14}}
RULE = {
    "Type": "AWS::Config::ConfigRule",
    "Properties": {"Source": {"Owner": "AWS", "SourceIdentifier": "IAM_PASSWORD_POLICY"}},
}


@pytest.fixture
def empty() -> Account:
    return Account(account_id="123456789012", account_from="it is said", partition="aws", region="eu-central-1")


def test_an_empty_account_meets_nothing(empty: Account) -> None:
    assert {each.status for each in judge(empty)} == {"not shown", "outside"}


def test_all_practices_are_judged_in_their_order(empty: Account) -> None:
    assert [each.practice for each in judge(empty)] == list(PRACTICES)


def test_what_no_template_can_show_is_outside(empty: Account) -> None:
    assert all((each.status == "outside") == (each.practice.proof is None) for each in judge(empty))


@pytest.mark.parametrize(
    ("shown", "status", "by", "because"),
    [
        (Shown(by=("A",)), "met", ("A",), ()),
        (Shown(by=("A",), open=("C",)), "not shown", (), ("C",)),
        (Shown(by=("A",), against=("B",), open=("C",)), "not met", (), ("B",)),
        (Shown(), "not shown", (), ()),
    ],
)
def test_a_proof_decides(
    shown: Shown, status: str, by: tuple[str, ...], because: tuple[str, ...], empty: Account
) -> None:
    (found,) = judge(empty, (Practice(id="p", says="so it is", proof=lambda _: shown),))
    assert (found.status, found.by, found.because) == (status, by, because)


def test_a_resource_that_shows_it_is_named(judged: Judge) -> None:
    found = judged({"Policy": POLICY})["password-length"]
    assert (found.status, found.by, found.because) == ("met", ("t.Policy",), ())


def test_what_contradicts_counts_though_something_watches(judged: Judge) -> None:
    found = judged({"Policy": POLICY, "Rule": RULE})["password-digit"]
    assert (found.status, found.watched_by) == ("not met", ("t.Rule",))
    assert found.because == ("t.Policy asks for no digit",)


def test_what_is_met_is_met_though_something_watches(judged: Judge) -> None:
    found = judged({"Policy": POLICY, "Rule": RULE})["password-length"]
    assert (found.status, found.watched_by) == ("met", ("t.Rule",))


def test_an_alarm_tells_that_the_root_user_was_used(judged: Judge) -> None:
    found = judged(chain(ROOT_USED))
    assert found["alarm-root-user-used"].status == "met"
    assert (found["root-not-used"].status, found["root-not-used"].watched_by[2]) == ("watched", "t.Alarm")
    assert judged(chain(ROOT_USED, Subscribers=None))["root-not-used"].status == "outside"


@pytest.mark.parametrize(
    ("resources", "status"),
    [
        ({"Policy": {**POLICY, "Condition": "Perhaps"}}, "not shown"),
        (
            {
                "Policy": {
                    **POLICY,
                    "Properties": {"MinimumPasswordLength": {"Fn::If": ["Perhaps", 14, 8]}, "RequireNumbers": True},
                }
            },
            "not met",
        ),
    ],
)
def test_the_worse_way_counts_where_a_condition_cannot_be_decided(
    resources: dict[str, Any], status: str, judged: Judge
) -> None:
    found = judged(resources, **PERHAPS)["password-length"]
    assert found.status == status
    if status == "not met":
        assert "it depends on conditions" in found.because[-1]


def test_what_is_the_same_both_ways_depends_on_nothing(judged: Judge) -> None:
    other = {"MinimumPasswordLength": 14, "MaxPasswordAge": {"Fn::If": ["Perhaps", 60, 180]}}
    found = judged({"Policy": {**POLICY, "Properties": other}}, **PERHAPS)
    assert (found["password-length"].status, found["password-length"].because) == ("met", ())
    assert found["password-expiry"].status == "not met"


def test_statuses_are_those_of_the_page() -> None:
    assert STATUSES == ("met", "watched", "not met", "not shown", "outside")


def test_accounts_are_judged_each_for_itself(account_of: Callable[..., Account]) -> None:
    here, there = account_of({"Policy": POLICY}), account_of({})
    assert Counter(each.status for each in judge(here))["met"] == 1
    assert not Counter(each.status for each in judge(there))["met"]
