"""Statements, as they are written, and how somebody has them."""

import json
from dataclasses import replace
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.model import Group, Policy, Role, User
from iam_stacks.policy.decision import Reason
from iam_stacks.policy.document import Document
from iam_stacks.policy.symbol import symbol
from iam_stacks.reports.escalation.statements import Statements
from tests.reports.escalation.samples import ADMIN, ARN, user

MANAGED = "arn:aws:iam::aws:policy/ReadOnlyAccess"


def policy(name: str, **elements: Any) -> Policy:
    statement = {"Effect": "Allow", "Action": "a:B", "Resource": "*", **elements}
    return Policy(name, Document.parse({"Version": "2012-10-17", "Statement": [statement]}))


STAFF = Group(arn=f"{ARN}group/Staff", name="Staff", policies=(policy("Staff/P"), policy(MANAGED)))
OTHERS = Group(arn=f"{ARN}group/Others", name="Others", policies=(policy("Others/P"), policy(MANAGED)))
ANN = User(
    arn=user("Ann"),
    name="Ann",
    logical_id="A",
    stack="S",
    policies=(policy("A/P"), policy("S.A/P"), policy("user/Ann/P"), policy(f"{ARN}policy/X"), policy("Shared/Shared")),
    groups=(STAFF,),
    boundary=policy(f"{ARN}policy/Limit"),
)
BEN = User(arn=user("Ben"), name="Ben", policies=(policy(MANAGED), policy("user/Ann/Ben")))
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
ADMINISTRATOR = Role(
    arn=ADMIN, name="Admin", trust=Policy("Admin/trust", Document.parse({"Version": "2012-10-17", "Statement": TRUST}))
)


def account(*users: User, groups: tuple[Group, ...] = (OTHERS, STAFF), roles: tuple[Role, ...] = ()) -> Account:
    return Account(
        account_id="123456789012",
        account_from="given",
        partition="aws",
        region="eu-central-1",
        users=users,
        groups=groups,
        roles=roles,
    )


def reason(name: str, statement: int | None = 0) -> Reason:
    return Reason(name, statement, None, "Allow")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("A/P", "A/P"),
        ("S.A/P", "S.A/P"),
        ("user/Ann/P", "user/Ann/P"),
        (f"{ARN}policy/X", "X attached to Ann"),
        ("Shared/Shared", "Shared/Shared attached to Ann"),
        ("user/Ann/Ben", "user/Ann/Ben attached to Ben"),
        ("Staff/P", "Staff/P of group/Staff"),
        (MANAGED, "ReadOnlyAccess of group/Staff"),
        ("Others/P", "Others/P of group/Others"),
        (f"{ARN}policy/Limit", "Limit as boundary of Ann"),
        ("Admin/trust", "Admin/trust"),
        ("nobody's", "nobody's"),
    ],
)
def test_how_somebody_has_a_policy_is_said_unless_its_name_says_it(name: str, place: str) -> None:
    known = account(ANN, BEN, roles=(ADMINISTRATOR, Role(arn=f"{ARN}role/None", name="None", trust=None)))
    assert Statements(known).place(reason(name), user("Ann")) == f"policy {place}, statement 0"


def test_what_is_attached_to_somebody_is_said_before_what_its_groups_have() -> None:
    ann = replace(ANN, policies=(policy(MANAGED),))
    place = Statements(account(BEN, ann)).place(reason(MANAGED), ann.arn)
    assert place == "policy ReadOnlyAccess attached to Ann, statement 0"


def shown(*about: str, **elements: Any) -> Any:
    ann = replace(ANN, policies=(policy("A/P", **elements),))
    (text,) = Statements(account(ann)).texts(reason("A/P"), about)
    return json.loads(text)


def test_a_statement_is_shown_as_most_people_write_it() -> None:
    condition = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    assert shown(Sid="S", Action=["a:B"], Resource=["x", "y"], Condition=condition) == {
        "Sid": "S",
        "Effect": "Allow",
        "Action": "a:B",
        "Resource": ["x", "y"],
        "Condition": condition,
    }


def test_symbols_are_shown_as_people_write_them() -> None:
    arn = "arn:aws:s3:::\N{GREEK SMALL LETTER ALPHA}-"
    assert shown(Resource=arn + symbol("Bucket"))["Resource"] == f"{arn}${{Bucket}}"


MANY = [f"s3:Get{number}" for number in range(1000)]


def test_of_a_long_statement_what_matches_is_shown() -> None:
    statement = shown("iam:PassRole", "arn:x", Action=[*MANY, "IAM:Pass*"], Resource=["arn:x", "b", "c"])
    assert statement["Action"] == ["IAM:Pass*", "... and 1,000 more"]
    assert statement["Resource"] == ["arn:x", "b", "c"]


def test_of_a_long_statement_in_which_nothing_matches_the_first_are_shown() -> None:
    assert shown("iam:PassRole", Action=MANY)["Action"] == [*MANY[:3], "... and 997 more"]
    condition = {"StringLike": {"aws:SourceVpc": MANY}}
    assert shown("iam:PassRole", Condition=condition)["Condition"]["StringLike"]["aws:SourceVpc"][2:] == [
        "s3:Get2",
        "... and 997 more",
    ]


def test_what_is_not_long_is_shown_as_it_is() -> None:
    assert shown("iam:PassRole", Action=MANY[:10])["Action"] == MANY[:10]


def test_a_trust_policy_is_shown() -> None:
    (text,) = Statements(account(roles=(ADMINISTRATOR,))).texts(reason("Admin/trust"), ())
    assert json.loads(text) == TRUST


@pytest.mark.parametrize("unknown", [reason("nobody's"), reason("A/P", 1), reason("A/P", None)])
def test_what_is_not_there_is_not_shown(unknown: Reason) -> None:
    assert Statements(account(ANN)).texts(unknown, ()) == ()


def test_what_depends_on_what_is_open_is_shown_both_ways_if_they_differ() -> None:
    here, same, there = (replace(ANN, policies=(policy("A/P", Action=action),)) for action in ("a:B", "a:B", "a:C"))
    for other, texts in ((same, 1), (there, 2)):
        both = replace(account(here), otherwise=account(other))
        assert len(Statements(both).texts(reason("A/P"), ())) == texts
