"""Guarantees that hold, that are broken, and that depend on conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.model import User
from iam_stacks.account.questions.subject import Subject, inside
from iam_stacks.escalation.method import Gain, Method, Need, Over
from iam_stacks.escalation.path import Done, Hop, Path
from iam_stacks.guarantees.found import UNREAD
from iam_stacks.guarantees.guarantee import Guarantee
from iam_stacks.guarantees.judge import Judge
from iam_stacks.guarantees.somebody import Itself
from iam_stacks.policy.decision import Reason
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.symbol import symbol
from tests.guarantees.accounts import (
    ACCOUNT,
    IAM,
    account,
    allow,
    bucket,
    deny,
    group,
    key,
    role,
    trusting,
    user,
)

MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
DATA, OBJECTS = "arn:aws:s3:::data", "arn:aws:s3:::data/*"
KEY = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/"
HOLDS = ("holds",)


def said(of: Account, principals: str = "all", becoming: Any = None, **given: Any) -> list[tuple[str, ...]]:
    """Return each verdict, short; what the command line says to a witness has to be the same."""
    guarantee = Guarantee(principals=principals, **given)
    found = []
    for verdict in Judge(of, becoming or Itself(of)).verdicts(guarantee):
        witness = verdict.witness
        if witness is None:
            found.append(("holds",))
            continue
        who = witness.principal.rpartition("/")[2]
        found.append((verdict.answer, who, witness.action, witness.resource, *witness.depends_on))
        if not guarantee.through and UNREAD not in witness.depends_on:
            access = of.can(witness.principal, witness.action, witness.resource)
            certain = not access.possible if guarantee.verb == "can" else access.certain
            assert certain == (verdict.answer == "broken")
            assert access.decision.depends_on == witness.depends_on or certain
    return found


def of_user(*statements: Mapping[str, Any], **given: Any) -> Account:
    return account(user("U", *statements, **given))


# What somebody cannot do.


@pytest.mark.parametrize(
    ("statements", "verdict"),
    [
        ([], HOLDS),
        ([allow("sqs:*")], HOLDS),
        ([allow("s3:GetObject", OBJECTS)], ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/example")),
        ([allow("s3:GetObject", "arn:aws:s3:::other/*")], HOLDS),
        ([allow("S3:GET*", "arn:aws:s3:::da*/x")], ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/x")),
        (
            [allow("*", Condition=MFA)],
            ("depends on", "U", "s3:GetObject", "arn:aws:s3:::data/example", "aws:MultiFactorAuthPresent"),
        ),
        ([allow("*"), deny("s3:*")], HOLDS),
        ([allow("*"), deny("s3:*", [DATA, OBJECTS])], HOLDS),
        ([allow("*"), deny("s3:*", "arn:aws:s3:::data/?*")], HOLDS),
        (
            [allow("*"), deny("s3:*", "arn:aws:s3:::data/a*")],
            ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/example"),
        ),
        (
            [allow("*"), deny("s3:*", "arn:aws:s3:::data/e*")],
            ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/another"),
        ),
        (
            [allow("*"), deny("s3:*", Condition=MFA)],
            ("depends on", "U", "s3:GetObject", "arn:aws:s3:::data/example", "aws:MultiFactorAuthPresent"),
        ),
        # Certain on one object, though not on most: that is what is said.
        (
            [allow("*", Condition=MFA), allow("s3:*", "arn:aws:s3:::*/a?b")],
            ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/aeb"),
        ),
        ([{"Effect": "Allow", "NotAction": ["s3:*"], "Resource": "*"}], HOLDS),
        (
            [{"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*"}],
            ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/example"),
        ),
        ([{"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::data*"}], HOLDS),
        (
            [{"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::data/a*"}],
            ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/example"),
        ),
        ([allow("*"), {"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:s3:::other*"}], HOLDS),
        (
            [allow("*"), {"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:s3:::*/keep/*"}],
            ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/keep/example"),
        ),
        # Two statements that together need nothing, whatever the key is.
        (
            [
                allow("s3:*", "arn:aws:s3:::data/a*", Condition={"StringEquals": {"aws:SourceVpc": "v"}}),
                allow("s3:*", "arn:aws:s3:::data/*a", Condition={"StringNotEquals": {"aws:SourceVpc": "v"}}),
            ],
            ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/a"),
        ),
    ],
)
def test_what_somebody_cannot_do(statements: Sequence[Any], verdict: tuple[str, ...]) -> None:
    assert said(of_user(*statements), cannot=["s3:GetObject"], on=[DATA, OBJECTS]) == [verdict]


@pytest.mark.parametrize(
    ("boundary", "verdict"),
    [
        ([allow("sqs:*")], HOLDS),
        ([allow("*"), deny("s3:Get*")], HOLDS),
        ([allow("s3:*", "arn:aws:s3:::other/*")], HOLDS),
        ([allow("s3:*", "arn:aws:s3:::*/b")], ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/b")),
        (
            [allow("*", Condition=MFA)],
            ("depends on", "U", "s3:GetObject", "arn:aws:s3:::data/example", "aws:MultiFactorAuthPresent"),
        ),
    ],
)
def test_a_boundary_limits(boundary: Sequence[Any], verdict: tuple[str, ...]) -> None:
    of = of_user(allow("s3:*"), boundary=boundary)
    assert said(of, cannot=["s3:GetObject"], on=[OBJECTS]) == [verdict]


@pytest.mark.parametrize(
    ("resource", "given", "verdict"),
    [
        ("arn:aws:s3:::${aws:username}/*", {}, HOLDS),
        (
            "arn:aws:s3:::d${aws:username}/*",
            {"name": "ata"},
            ("broken", "ata", "s3:GetObject", "arn:aws:s3:::data/example"),
        ),
        (
            "arn:aws:s3:::${aws:PrincipalTag/team}/*",
            {"tags": {"team": "data"}},
            ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/example"),
        ),
        ("arn:aws:s3:::${aws:PrincipalTag/team}/*", {"tags": {"team": "other"}}, HOLDS),
        ("arn:aws:s3:::${aws:PrincipalTag/team}/*", {"tags": {"team": "da*"}}, HOLDS),
        (
            "arn:aws:s3:::${aws:PrincipalTag/x}/*",
            {},
            ("depends on", "U", "s3:GetObject", "arn:aws:s3:::data/example", "aws:PrincipalTag/x"),
        ),
        (
            "arn:aws:s3:::da${aws:SourceVpc, 'ta'}/*",
            {},
            ("depends on", "U", "s3:GetObject", "arn:aws:s3:::data/example", "aws:SourceVpc"),
        ),
        (
            "arn:aws:s3:::data/${aws:ResourceAccount}",
            {},
            ("broken", "U", "s3:GetObject", f"arn:aws:s3:::data/{ACCOUNT}"),
        ),
    ],
)
def test_a_variable_stands_for_what_is_known_and_else_for_anything(
    resource: str, given: dict[str, Any], verdict: tuple[str, ...]
) -> None:
    of = account(user(given.pop("name", "U"), allow("s3:GetObject", resource), **given))
    assert said(of, cannot=["s3:GetObject"], on=[OBJECTS]) == [verdict]


def test_a_condition_on_what_a_variable_stands_for_leads_to_the_resource() -> None:
    """The shortest name would be none at all, which the condition refuses."""
    condition = {"StringLike": {"aws:SourceVpc": "vpc-*"}}
    of = of_user(allow("s3:GetObject", "arn:aws:s3:::data/${aws:SourceVpc}/x", Condition=condition))
    verdict = ("depends on", "U", "s3:GetObject", "arn:aws:s3:::data/vpc-/x", "aws:SourceVpc")
    assert said(of, cannot=["s3:GetObject"], on=[OBJECTS]) == [verdict]


def test_a_pattern_with_more_variables_than_can_be_tried_is_not_guessed() -> None:
    keys = [f"aws:RequestTag/{index}" for index in range(8)]
    resource = "arn:aws:s3:::" + "-".join(f"${{{key}}}" for key in keys) + "/*"
    condition = {"StringEquals": {key: ["a", "b", "c"] for key in keys}}
    with pytest.raises(AccountError, match="cannot be decided"):
        said(of_user(allow("s3:GetObject", resource, Condition=condition)), cannot=["s3:GetObject"])


def test_a_deny_with_a_variable_takes_away_for_certain_only_what_is_known() -> None:
    known = of_user(allow("s3:*"), deny("s3:*", "arn:aws:s3:::${aws:username}/*"))
    assert said(known, cannot=["s3:GetObject"], on=["arn:aws:s3:::U/*"]) == [HOLDS]
    unknown = of_user(allow("s3:*"), deny("s3:*", "arn:aws:s3:::${aws:SourceVpc}/*"))
    (verdict,) = said(unknown, cannot=["s3:GetObject"], on=["arn:aws:s3:::U/*"])
    assert (verdict[0], verdict[-1]) == ("depends on", "aws:SourceVpc")


def test_a_pattern_left_out_with_a_variable_is_no_certain_exception() -> None:
    statement = {"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::${aws:SourceVpc}/*"}
    (verdict,) = said(of_user(statement), cannot=["s3:GetObject"], on=[OBJECTS])
    assert (verdict[0], verdict[-1]) == ("depends on", "aws:SourceVpc")


def test_a_group_gives_and_takes() -> None:
    readers = group("Readers", allow("s3:*"))
    blocked = group("Blocked", deny("*"))
    of = account(readers, blocked, user("A", groups=[readers]), user("B", groups=[readers, blocked]), user("C"))
    assert said(of, cannot=["s3:GetObject"]) == [("broken", "A", "s3:GetObject", "arn:aws:s3:::example/example")]
    assert said(of, "all except group/Readers", cannot=["s3:GetObject"]) == [HOLDS]
    assert said(of, "group/Readers except user/A", cannot=["s3:GetObject"]) == [HOLDS]


def test_every_principal_that_breaks_it_has_a_verdict() -> None:
    of = account(user("B", allow("*")), user("A", allow("*", Condition=MFA)), role("R", allow("s3:*")), user("C"))
    assert [each[:2] for each in said(of, cannot=["s3:GetObject"], on=[OBJECTS])] == [
        ("broken", "R"),
        ("depends on", "A"),
        ("broken", "B"),
    ]


def test_the_same_policies_are_decided_once_but_for_those_that_ask_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from iam_stacks.guarantees.asking import Asking

    asked: list[str] = []
    ask = Asking.ask
    monkeypatch.setattr(Asking, "ask", lambda self, who, *rest: (asked.append(who.arn), ask(self, who, *rest))[1])
    shared, personal = (
        group("G", allow("sqs:*")),
        group("P", allow("sns:*", Condition={"StringLike": {"aws:username": "A*"}})),
    )
    of = account(shared, personal, *(user(name, groups=[shared, personal]) for name in ("A", "B")))
    assert [each[1] for each in said(of, cannot=["sqs:SendMessage"])] == ["A", "B"]
    shared_only = account(shared, *(user(name, groups=[shared]) for name in ("A", "B")))
    before = set(asked)
    asked.clear()
    assert [each[1] for each in said(shared_only, cannot=["sqs:SendMessage"])] == ["A", "B"]
    assert (len(before), len(set(asked))) == (2, 1)


# Policies of resources.


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ({"Principal": {"AWS": f"{IAM}user/U"}}, ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/example")),
        (
            {"Principal": "*", "Condition": MFA},
            ("depends on", "U", "s3:GetObject", "arn:aws:s3:::data/example", "aws:MultiFactorAuthPresent"),
        ),
        ({"Principal": {"AWS": ACCOUNT}}, HOLDS),
        ({"Principal": {"AWS": f"{IAM}user/Other"}}, HOLDS),
        ({"NotPrincipal": {"AWS": f"{IAM}user/Other"}}, ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/example")),
        ({"NotPrincipal": {"AWS": f"{IAM}user/U"}}, HOLDS),
        ({"Principal": {"Service": "cloudtrail.amazonaws.com"}}, HOLDS),
    ],
)
def test_a_resource_lets_somebody_in(statement: dict[str, Any], verdict: tuple[str, ...]) -> None:
    policy = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": OBJECTS, **statement}
    of = account(user("U"), user("Other"), bucket("data", policy))
    assert said(of, "user/U", cannot=["s3:*"]) == [verdict]


def test_what_a_resource_says_of_other_actions_is_of_no_account() -> None:
    policy = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": OBJECTS, "Principal": "*"}
    assert said(account(user("U"), bucket("data", policy)), cannot=["s3:GetObject"]) == [HOLDS]


def test_a_resource_that_asks_who_it_is_is_asked_about_each() -> None:
    condition = {"StringLike": {"aws:username": "B*"}}
    policy = {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Principal": "*", "Condition": condition}
    staff = group("Staff", allow("s3:GetObject", OBJECTS))
    of = account(staff, *(user(name, groups=[staff]) for name in ("A", "B")), bucket("data", policy))
    assert [each[:2] for each in said(of, cannot=["s3:GetObject"])] == [("broken", "A")]


def test_a_boundary_leaves_nothing_of_what_it_does_not_name() -> None:
    of = of_user(allow(["s3:GetObject", "s3:PutObject"]), boundary=[allow("s3:PutObject")])
    assert said(of, cannot=["s3:*"], on=[OBJECTS]) == [("broken", "U", "s3:PutObject", "arn:aws:s3:::data/example")]


def test_a_deny_of_the_principal_counts_where_the_resource_lets_it_in() -> None:
    policy = {"Effect": "Allow", "Action": "s3:*", "Resource": OBJECTS, "Principal": {"AWS": f"{IAM}user/U"}}
    of = account(user("U", deny("s3:*", "arn:aws:s3:::data/?*")), bucket("data", policy))
    assert said(of, cannot=["s3:GetObject"]) == [HOLDS]


def test_a_resource_keeps_everybody_out_and_others_are_still_found() -> None:
    """The first resource that comes to mind is guarded, and so is the next: only then one is found that is not."""
    shut = {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Principal": "*"}
    of = account(
        user("U", allow("s3:*", ["arn:aws:s3:::a*"])), bucket("a", shut), bucket("a*", shut), bucket("b", shut)
    )
    assert said(of, cannot=["s3:ListBucket"]) == [HOLDS]
    of = account(user("U", allow("s3:*", ["arn:aws:s3:::a*"])), bucket("a", shut), bucket("ab*", shut))
    assert said(of, cannot=["s3:ListBucket"]) == [("broken", "U", "s3:ListBucket", "arn:aws:s3:::aexample")]


@pytest.mark.parametrize(
    ("trusts", "statements", "verdict"),
    [
        ([trusting({"AWS": ACCOUNT})], [allow("sts:AssumeRole")], ("broken", "U", "sts:AssumeRole", f"{IAM}role/R")),
        (
            [trusting({"AWS": ACCOUNT})],
            [allow("sts:AssumeRole", f"{IAM}role/R")],
            ("broken", "U", "sts:AssumeRole", f"{IAM}role/R"),
        ),
        ([trusting({"AWS": f"{IAM}root"})], [], HOLDS),
        ([trusting({"AWS": f"{IAM}user/U"})], [], ("broken", "U", "sts:AssumeRole", f"{IAM}role/R")),
        ([trusting({"AWS": f"{IAM}user/U"})], [deny("*")], HOLDS),
        (
            [trusting({"AWS": f"{IAM}user/U"}, Condition=MFA)],
            [],
            ("depends on", "U", "sts:AssumeRole", f"{IAM}role/R", "aws:MultiFactorAuthPresent"),
        ),
        ([trusting({"Service": "ec2.amazonaws.com"})], [allow("sts:AssumeRole", f"{IAM}role/R")], HOLDS),
        # A role that is not in what was read: what its trust policy says is not known.
        (
            [trusting({"Service": "ec2.amazonaws.com"})],
            [allow("sts:AssumeRole")],
            ("depends on", "U", "sts:AssumeRole", f"{IAM}role/example", UNREAD),
        ),
        ([], [allow("sts:AssumeRole", f"{IAM}role/R")], ("depends on", "U", "sts:AssumeRole", f"{IAM}role/R", UNREAD)),
        ([], [allow("sts:*", "arn:aws:iam::999999999999:role/X")], HOLDS),
    ],
)
def test_a_role_is_assumed_by_whom_it_trusts(
    trusts: Sequence[Any], statements: Sequence[Any], verdict: tuple[str, ...]
) -> None:
    of = account(user("U", *statements), role("R", trusts=trusts))
    assert said(of, "user/U", cannot=["sts:AssumeRole"]) == [verdict]


def test_a_key_needs_its_policy() -> None:
    own = {"Effect": "Allow", "Action": "kms:*", "Resource": "*", "Principal": {"AWS": ACCOUNT}}
    named = {**own, "Principal": {"AWS": f"{IAM}user/Other"}}
    can = allow("kms:Decrypt", f"{KEY}*")
    assert said(account(user("U", can), key("k", own)), cannot=["kms:Decrypt"]) == [
        ("broken", "U", "kms:Decrypt", f"{KEY}k")
    ]
    unread = ("depends on", "U", "kms:Decrypt", f"{KEY}example", UNREAD)
    assert said(account(user("U", can), key("k", named)), cannot=["kms:Decrypt"]) == [unread]
    assert said(account(user("U", can), key("k", named)), cannot=["kms:Decrypt"], on=[f"{KEY}k"]) == [HOLDS]


# Actions.


def test_actions_that_are_about_no_resource_are_about_an_asterisk() -> None:
    of = of_user(allow("ec2:DescribeInstances"))
    assert said(of, cannot=["ec2:*"]) == [("broken", "U", "ec2:DescribeInstances", "*")]
    assert said(of, can_only=["ec2:Describe*"]) == [HOLDS]


def test_a_statement_that_is_about_nothing_that_an_action_can_have_allows_nothing() -> None:
    of = of_user(allow("s3:GetObject", DATA), allow("s3:ListBucket", OBJECTS))
    assert said(of, cannot=["s3:*"]) == [HOLDS]


def test_what_needs_no_permission_is_meant_only_if_it_is_named() -> None:
    of = of_user(deny("*"))
    assert said(of, cannot=["sts:*"]) == [HOLDS]
    assert said(of_user(allow("sts:GetCallerIdentity")), can_only=["s3:*"]) == [HOLDS]
    assert said(of, cannot=["sts:GetCallerIdentity"]) == [("broken", "U", "sts:GetCallerIdentity", "*")]
    assert said(of, can=["sts:GetCallerIdentity"]) == [HOLDS]


def test_resource_types_that_no_pattern_singles_out_are_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from iam_stacks.guarantees.asking import Asking

    asked: list[str] = []
    ask = Asking.ask
    monkeypatch.setattr(
        Asking, "ask", lambda self, who, action, *rest: (asked.append(action), ask(self, who, action, *rest))[1]
    )
    of = of_user(allow("*", Condition=MFA), allow("sqs:*", "arn:aws:sqs:*:*:q", Condition=MFA))
    assert said(of, cannot=["sqs:*", "sns:*", "dynamodb:*", "ec2:*"])[0][0] == "depends on"
    assert len({action.partition(":")[0] for action in asked}) == 2


def test_the_managed_policies_of_aws_are_in_every_account() -> None:
    mine = f"{IAM}policy/*"
    of = of_user(allow("iam:GetPolicy", "arn:aws:iam::aws:policy/*"))
    assert said(of, cannot=["iam:GetPolicy"], on=[mine]) == [HOLDS]
    assert said(of, cannot=["iam:GetPolicy"]) == [("broken", "U", "iam:GetPolicy", "arn:aws:iam::aws:policy/example")]


# What somebody only can do.


@pytest.mark.parametrize(
    ("statements", "verdict"),
    [
        ([], HOLDS),
        ([allow("s3:GetObject", OBJECTS)], HOLDS),
        ([allow("s3:GetObject", "arn:aws:s3:::data/a/*"), allow("s3:ListBucket", DATA)], HOLDS),
        (
            [allow("s3:GetObject", "arn:aws:s3:::data*/*")],
            ("broken", "U", "s3:GetObject", "arn:aws:s3:::dataexample/example"),
        ),
        ([allow("s3:PutObject", OBJECTS)], ("broken", "U", "s3:PutObject", "arn:aws:s3:::data/example")),
        ([allow("nope:*")], HOLDS),
        (
            [
                allow("*"),
                {"Effect": "Deny", "NotAction": ["s3:GetObject", "s3:ListBucket"], "Resource": "*"},
                {"Effect": "Deny", "Action": "*", "NotResource": [DATA, OBJECTS]},
            ],
            HOLDS,
        ),
        (
            [allow("sqs:SendMessage", Condition=MFA)],
            (
                "depends on",
                "U",
                "sqs:SendMessage",
                f"arn:aws:sqs:eu-central-1:{ACCOUNT}:example",
                "aws:MultiFactorAuthPresent",
            ),
        ),
    ],
)
def test_what_somebody_only_can_do(statements: Sequence[Any], verdict: tuple[str, ...]) -> None:
    assert said(of_user(*statements), can_only=["s3:GetObject", "s3:ListBucket"], on=[DATA, OBJECTS]) == [verdict]


def test_what_resources_and_roles_allow_counts_too() -> None:
    policy = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": OBJECTS, "Principal": {"AWS": f"{IAM}user/U"}}
    of = account(user("U"), bucket("data", policy), role("R", trusts=[trusting({"AWS": f"{IAM}user/U"})]))
    assert said(of, "user/U", can_only=["sqs:*"])[0][:3] == ("broken", "U", "s3:GetObject")
    assert said(of, "user/U", can_only=["s3:*"]) == [("broken", "U", "sts:AssumeRole", f"{IAM}role/R")]
    assert said(of, "user/U", can_only=["s3:*", "sts:AssumeRole"]) == [HOLDS]


# What somebody can do.


@pytest.mark.parametrize(
    ("statements", "verdict"),
    [
        ([allow("s3:GetObject", OBJECTS)], HOLDS),
        ([allow("s3:*")], HOLDS),
        (
            [
                allow("s3:GetObject", "arn:aws:s3:::data/a*"),
                {"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::data/a*"},
            ],
            HOLDS,
        ),
        ([], ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/example")),
        ([allow("s3:GetObject", "arn:aws:s3:::data/a*")], ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/example")),
        (
            [allow("s3:*"), deny("s3:*", "arn:aws:s3:::*/secret/*")],
            ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/secret/example"),
        ),
        (
            [allow("s3:*", Condition=MFA)],
            ("depends on", "U", "s3:GetObject", "arn:aws:s3:::data/example", "aws:MultiFactorAuthPresent"),
        ),
        (
            [allow("s3:*"), deny("s3:*", Condition=MFA)],
            ("depends on", "U", "s3:GetObject", "arn:aws:s3:::data/example", "aws:MultiFactorAuthPresent"),
        ),
        (
            [allow("s3:*"), deny("s3:*", "arn:aws:s3:::data/a", Condition=MFA), deny("s3:*", "arn:aws:s3:::data/b")],
            ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/b"),
        ),
    ],
)
def test_what_somebody_can_do(statements: Sequence[Any], verdict: tuple[str, ...]) -> None:
    assert said(of_user(*statements), can=["s3:GetObject"], on=[OBJECTS]) == [verdict]


def test_a_policy_of_a_resource_can_be_in_the_way() -> None:
    shut = {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Principal": "*"}
    of = account(user("U", allow("s3:*")), bucket("data", shut))
    assert said(of, can=["s3:ListBucket"], on=["arn:aws:s3:::d*"]) == [("broken", "U", "s3:ListBucket", DATA)]
    assert said(of, can=["s3:ListBucket"], on=["arn:aws:s3:::e*"]) == [HOLDS]


def test_all_of_the_actions_have_to_be_possible() -> None:
    of = of_user(allow("s3:GetObject"))
    assert said(of, can=["s3:GetObject", "s3:PutObject"], on=[OBJECTS]) == [
        ("broken", "U", "s3:PutObject", "arn:aws:s3:::data/example")
    ]


def test_roles_that_are_not_in_what_was_read_may_refuse() -> None:
    of = account(user("U", allow("sts:*")), role("R", trusts=[trusting({"AWS": ACCOUNT})]))
    assert said(of, "user/U", can=["sts:AssumeRole"], on=[f"{IAM}role/R"]) == [HOLDS]
    assert said(of, "user/U", can=["sts:AssumeRole"]) == [
        ("depends on", "U", "sts:AssumeRole", f"{IAM}role/example", UNREAD)
    ]


# What a witness says.


def test_the_statements_of_a_witness() -> None:
    def reasons(statements: Sequence[Any], **given: Any) -> tuple[Reason, ...]:
        of = of_user(*statements)
        (verdict,) = Judge(of, Itself(of)).verdicts(Guarantee(principals="all", on=[OBJECTS], **given))
        assert verdict.witness
        return verdict.witness.statements

    first = Reason("U/P", 0, None, "Allow")
    assert reasons([allow("s3:*")], cannot=["s3:GetObject"]) == (first,)
    assert reasons([allow("s3:*", Condition=MFA)], cannot=["s3:GetObject"]) == (first,)
    assert reasons([], can=["s3:GetObject"]) == (Reason("identity", None, None, "implicitDeny"),)
    refusing = Reason("U/P", 1, None, "Deny")
    assert reasons([allow("s3:*"), deny("s3:*")], can=["s3:GetObject"]) == (refusing,)
    assert reasons([allow("s3:*"), deny("s3:*", Condition=MFA)], can=["s3:GetObject"]) == (refusing,)
    absent = {"Null": {"aws:SourceVpc": "true"}}
    assert reasons([allow("s3:*", Condition=absent)], can=["s3:GetObject"]) == (first,)


def test_symbols_are_shown_and_the_principal_is_the_accounts_own() -> None:
    unknown = symbol("AWS::AccountId")
    made = User(
        arn=f"arn:aws:iam::{unknown}:user/{symbol('U')}", name=symbol("U"), policies=user("U", allow("sqs:*")).policies
    )
    of = account(made, account_id=unknown, region=symbol("AWS::Region"))
    (verdict,) = Judge(of, Itself(of)).verdicts(Guarantee(principals="all", cannot=["sqs:SendMessage"]))
    assert verdict.witness
    assert verdict.principal == made.arn
    assert verdict.witness.principal == "arn:aws:iam::${AWS::AccountId}:user/${U}"
    assert verdict.witness.resource == "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:example"
    assert of.can(verdict.witness.principal, verdict.witness.action, verdict.witness.resource).certain


# What principals can become.


@dataclass(frozen=True)
class Became:
    subject: Subject
    path: Path | None


class Becoming:
    """An escalation: the user U can become the others of the account, under these condition keys."""

    def __init__(self, of: Account, *depends_on: str) -> None:
        self._all = {each.arn: inside(each) for each in (*of.users, *of.roles)}
        self._depends_on = depends_on

    def become(self, arn: str) -> Sequence[Became]:
        others = [each for each in self._all if each != arn] if arn.endswith("/U") else []
        return [Became(self._all[arn], None), *(Became(self._all[each], self._path(arn, each)) for each in others)]

    def _path(self, start: str, end: str) -> Path:
        need = Need(action="iam:CreateAccessKey")
        method = Method(id="m", gain=Gain.ACT, over=Over.USER, needs=(need,), says="become {thing}", source="a test")
        done = Done(action=need.action, resource=end, statements=(), depends_on=self._depends_on)
        return Path(start=start, end=end, hops=(Hop(actor=start, to=end, thing=end, method=method, done=(done,)),))


@pytest.mark.parametrize(
    ("depends_on", "theirs", "given", "verdict"),
    [
        ((), [allow("sqs:*")], {"cannot": ["s3:*"]}, HOLDS),
        (
            (),
            [allow("s3:*")],
            {"cannot": ["s3:GetObject"]},
            ("broken", "V", "s3:GetObject", "arn:aws:s3:::data/example"),
        ),
        (
            ("aws:SourceIp",),
            [allow("s3:*")],
            {"cannot": ["s3:GetObject"]},
            ("depends on", "V", "s3:GetObject", "arn:aws:s3:::data/example", "aws:SourceIp"),
        ),
        (
            (),
            [allow("sns:Publish")],
            {"can_only": ["s3:*"]},
            ("broken", "V", "sns:Publish", f"arn:aws:sns:eu-central-1:{ACCOUNT}:example"),
        ),
        ((), [allow("s3:*")], {"can": ["s3:GetObject"]}, HOLDS),
        ((), [], {"can": ["s3:GetObject"]}, ("broken", "U", "s3:GetObject", "arn:aws:s3:::data/example")),
        (
            (),
            [allow("s3:*", Condition=MFA)],
            {"can": ["s3:GetObject"]},
            ("depends on", "V", "s3:GetObject", "arn:aws:s3:::data/example", "aws:MultiFactorAuthPresent"),
        ),
    ],
)
def test_through_escalation_counts_what_a_principal_can_become(
    depends_on: tuple[str, ...], theirs: Sequence[Any], given: dict[str, Any], verdict: tuple[str, ...]
) -> None:
    of = account(user("U"), user("V", *theirs))
    on = ["*"] if "can_only" in given else [OBJECTS]
    becoming = Becoming(of, *depends_on)
    found = said(of, "user/U", becoming, through="escalation", on=on, **given)
    assert found == [verdict]


def test_the_path_to_who_breaks_it_is_told_and_the_verdict_is_about_the_start() -> None:
    of = account(user("U"), user("V", allow("s3:*")))
    becoming = Becoming(of)
    sentence = Guarantee(principals="user/U", cannot=["s3:GetObject"], through="escalation")
    (verdict,) = Judge(of, becoming).verdicts(sentence)
    assert verdict.witness
    assert verdict.witness.path
    assert (verdict.principal, verdict.witness.principal) == (f"{IAM}user/U", f"{IAM}user/V")
    assert (verdict.witness.path.start, verdict.witness.path.end) == (f"{IAM}user/U", f"{IAM}user/V")


def test_without_escalation_nobody_becomes_anybody() -> None:
    of = account(user("U"), user("V", allow("s3:*")))
    assert said(of, "user/U", Becoming(of), cannot=["s3:GetObject"]) == [HOLDS]


def test_one_judge_decides_many_guarantees() -> None:
    of = of_user(allow("s3:*"))
    judge = Judge(of, Itself(of))
    sentences = [
        Guarantee(principals="all", cannot=["s3:GetObject"], on=[each]) for each in (OBJECTS, "arn:aws:s3:::x/*")
    ]
    resources = [judge.verdicts(each)[0].witness for each in sentences]
    assert [each and each.resource for each in resources] == ["arn:aws:s3:::data/example", "arn:aws:s3:::x/example"]


# What is refused.


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"cannot": ["s3:GetObjekt"]}, "there is no action 's3:GetObjekt'; there is s3:GetObject or "),
        ({"can": ["nope:*"]}, "there is no action 'nope:*'"),
        (
            {"cannot": ["s3:GetObject"], "on": [DATA]},
            f"no resource of s3:GetObject in the account is in {DATA}; give ARNs of ",
        ),
        (
            {"can_only": ["s3:*", "sqs:*"], "on": [OBJECTS]},
            f"no resource of sqs:* in the account is in {OBJECTS}; give",
        ),
        (
            {"cannot": ["sqs:*"], "on": ["arn:aws:sqs:eu-west-1:999999999999:*"]},
            "no resource of sqs:* in the account is in ",
        ),
        ({"cannot": ["sqs:*"], "on": []}, "no resource of sqs:* in the account is in nothing; give"),
        ({"principals": "somebody", "cannot": ["sqs:*"]}, "'somebody' names nobody; give all"),
    ],
)
def test_what_stands_for_nothing_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError) as refused:
        said(of_user(), **{"principals": "all", **given})
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    ("principals", "message"),
    [
        ("user/Nobody*", "nobody in the account is meant by 'user/Nobody*'"),
        ("all except user/U", "nobody in the account is meant by 'all except user/U'"),
        ("user/Nobody", "there is no user 'Nobody'"),
    ],
)
def test_a_guarantee_about_nobody_is_refused(principals: str, message: str) -> None:
    with pytest.raises(AccountError) as refused:
        said(of_user(), principals, cannot=["s3:*"])
    assert str(refused.value) == message


def test_what_cannot_be_decided_is_never_said_to_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iam_stacks.guarantees.intersection.MOST_STATES", 100)
    patterns = [f"arn:aws:s3:::*{letter}*/*" for letter in "abcdefgh"]
    of = of_user(allow("s3:GetObject", patterns, Condition=MFA))
    with pytest.raises(AccountError) as refused:
        said(of, cannot=["s3:GetObject"], on=["arn:aws:s3:::*"])
    assert str(refused.value) == (
        f"whether {IAM}user/U can do s3:GetObject cannot be decided: the resources of statements overlap in too many "
        "ways; give them fewer wildcards"
    )
