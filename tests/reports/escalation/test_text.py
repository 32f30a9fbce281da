"""Paths as text."""

from iam_stacks.policy.symbol import symbol
from iam_stacks.reports.escalation.found import Found, Goal
from iam_stacks.reports.escalation.text import escalation_lines
from tests.reports.escalation.samples import ADMIN, ALL, ASSUMES, ATTACHES, DEVELOPERS, TARGET, WRITES, found


def text(*founds: Found) -> list[str]:
    lines = escalation_lines(founds)
    return ["".join(part if isinstance(part, str) else part[0] for part in line) for line in lines]


def test_nobody() -> None:
    assert text(found(administrators=())) == ["nobody can become administrator"]


def test_the_steps_are_beneath_who_takes_them() -> None:
    assert text(found(ATTACHES)) == [
        "administrators already: role/Admin",
        "user/JohnDoe can become administrator in 1 step",
        "  JohnDoe can attach AdministratorAccess to itself: "
        "iam:AttachUserPolicy on user/JohnDoe (policy X, statement 2)",
        "    => administrator",
        "1 user can become administrator",
    ]


def test_each_who_is_become_stands_deeper() -> None:
    assert text(found(*DEVELOPERS))[1:] == [
        "user/dev-0, user/dev-1 and 3 more may become administrator in 2 steps",
        "  dev-0 can assume role/Deploy: sts:AssumeRole on role/Deploy (policy X, statement 2); "
        "depends on aws:SourceIp",
        "    Deploy can assume role/Admin: sts:AssumeRole on role/Admin (policy X, statement 2)",
        "      => role/Admin, administrator already",
        "5 users can become administrator, 5 of them depending on conditions",
    ]


def test_what_the_same_does_stands_at_the_same_depth() -> None:
    assert [line[:10] for line in text(found(WRITES))[2:5]] == ["  Ann can ", "  Ann can ", "    => adm"]
    assert text(found(WRITES))[4] == "    => administrator as role/Worker"


def test_each_goal_and_each_account_has_its_own() -> None:
    goals = (Goal(paths=()), Goal(paths=(ASSUMES,), target=TARGET))
    lines = text(found(goals=goals, administrators=()), found(account_id=symbol("AWS::AccountId"), administrators=()))
    assert [line for line in lines if line[0] != " "] == [
        "account 123456789012",
        "nobody can become administrator",
        "role/Deploy can come to s3:GetObject on example-data/* in 1 step",
        "1 role can come to s3:GetObject on example-data/*",
        "account ${AWS::AccountId}",
        "nobody can become administrator",
    ]
    assert "    => s3:GetObject on example-data/* as role/Admin" in lines


def test_of_many_administrators_the_first_are_named() -> None:
    many = [f"{ADMIN}{number:02}" for number in range(12)]
    assert text(found(administrators=many))[0].endswith("role/Admin07, role/Admin08 and 3 more")


def test_where_to_begin_is_at_the_end_if_there_is_a_choice() -> None:
    assert text(found(*ALL))[-4:] == [
        "where to begin: these 3 changes close all 8 ways shown",
        "  Deploy can assume role/Admin: closes 6",
        "  JohnDoe can attach AdministratorAccess to itself: closes 1 more",
        "  Ann can attach AdministratorAccess to role/Worker: closes 1 more",
    ]
    assert not any("where to begin" in line for line in text(found(*DEVELOPERS)))
