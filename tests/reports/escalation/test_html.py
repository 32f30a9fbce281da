"""The page."""

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings

from iam_stacks.account.model import Group, Policy, User
from iam_stacks.policy.document import Document
from iam_stacks.reports.escalation.found import Found, Goal
from iam_stacks.reports.escalation.html import html
from tests.reports.escalation.hostile import HOSTILE, NAMES, named
from tests.reports.escalation.samples import (
    ADMIN,
    ALL,
    ARN,
    ASSUMES,
    ATTACHES,
    DEVELOPERS,
    TARGET,
    found,
    hop,
    path,
    user,
)


class Page(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, *founds: Found) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html(founds))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def outside(self) -> list[str]:
        """The tags of the page without those of lines of text in the drawing, whose number depends on their length."""
        return [tag for tag in self.tags if tag != "text"]


def test_it_says_how_many_and_who_is_administrator_already() -> None:
    text = Page(found(*ALL)).text
    assert "7 users and 1 role can become administrator, 5 of them depending on conditions." in text
    assert "Administrators already: role/Admin" in text
    assert "Account 123456789012, given" in text


def test_it_says_step_by_step_what_is_needed_and_what_to_change() -> None:
    page = Page(found(ATTACHES))
    assert "JohnDoe can attach AdministratorAccess to itself" in page.text
    assert "iam:AttachUserPolicy on user/JohnDoe: take it out of policy X, statement 2, or narrow it there" in page.text
    assert [page.tags.count(tag) for tag in ("svg", "details", "ol")] == [1, 1, 2]
    assert "one change is enough" not in page.text


def test_what_needs_several_actions_says_that_one_change_is_enough() -> None:
    (one,) = ASSUMES.hops
    two = path(hop(one.actor, one.to).__class__(**{**vars(one), "done": one.done * 2}))
    assert "It needs all of these, so one change is enough:" in Page(found(two)).text


def test_what_depends_on_conditions_is_marked() -> None:
    assert "in 2 steps depending on aws:SourceIp" in Page(found(*DEVELOPERS)).text


def test_of_many_who_do_the_same_all_are_named_somewhere() -> None:
    assert "All 5: user/dev-0, user/dev-1, user/dev-2, user/dev-3, user/dev-4" in Page(found(*DEVELOPERS)).text
    assert "All 3" not in Page(found(*DEVELOPERS[:3])).text


def test_of_many_administrators_all_are_named_somewhere() -> None:
    many = [f"{ADMIN}{number:02}" for number in range(11)]
    page = Page(found(ATTACHES, administrators=many))
    assert "role/Admin08 and 2 more" in page.text
    assert f"All 11 administrators{', '.join(f'role/Admin{number:02}' for number in range(11))}" in page.text
    assert "All 10" not in Page(found(ATTACHES, administrators=many[:10])).text


def test_where_to_begin_closes_all_ways() -> None:
    text = " ".join(Page(found(*ALL)).text.split())
    assert "Where to begin These 3 changes close all 8 ways shown, each by making a step impossible:" in text
    assert (
        "Deploy can assume role/Admin: closes 6 ways JohnDoe can attach AdministratorAccess to itself: closes 1 more"
        in text
    )


def test_it_says_what_was_considered_and_what_two_policies_mean() -> None:
    text = " ".join(Page(found(*ALL)).text.split())
    assert "trust policies, and conditions. Not considered: policies of the organization, such as SCPs" in text
    assert "changing both always closes it." in text


STATEMENT = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def written(name: str = f"{ARN}policy/X", *statements: dict[str, Any], policy: str = "Staff/Own") -> Found:
    """Return what was found where Ann has two policies: a managed one, and one of her group."""
    document = Document.parse({"Version": "2012-10-17", "Statement": [*([STATEMENT] * 2), *statements]})
    group = Group(arn=f"{ARN}group/Staff", name="Staff", policies=(Policy(policy, document),))
    ann = User(arn=user("Ann"), name="Ann", policies=(Policy(name, document),), groups=(group,))
    (one,) = path(hop(user("Ann"), ADMIN, policy=name)).hops
    (done,) = one.done
    both = replace(done, statements=(*done.statements, replace(done.statements[0], policy=policy)), by="x.example")
    shown = found(path(replace(one, done=(both,))))
    return replace(shown, account=replace(shown.account, users=(ann,), groups=(group,)))


def test_each_statement_is_shown_and_how_somebody_has_it() -> None:
    page = Page(written(f"{ARN}policy/X", STATEMENT | {"Sid": "S"}))
    assert (
        "sts:AssumeRole on role/Admin by x.example: take it out of policy X attached to Ann, statement 2" in page.text
    )
    assert "and of policy Staff/Own of group/Staff, statement 2, or narrow it there" in page.text
    shown = '{\n  "Sid": "S",\n  "Effect": "Allow",\n  "Action": "*",\n  "Resource": "*"\n}'
    assert page.text.count(shown) == page.tags.count("pre") == 2
    assert f"Policy X attached to Ann, statement 2\n{shown}" in page.text


def test_a_statement_that_is_not_known_is_not_shown() -> None:
    assert "pre" not in Page(written()).tags


def test_a_statement_that_depends_on_what_is_open_is_shown_both_ways() -> None:
    here, there = (written(f"{ARN}policy/X", STATEMENT | {"Action": action}) for action in ("a:*", "b:*"))
    page = Page(replace(here, account=replace(here.account, otherwise=there.account)))
    assert page.tags.count("pre") == 4
    assert page.text.count("The same, if what is open comes out the other way:") == 2


@pytest.mark.parametrize("name", HOSTILE)
def test_no_statement_breaks_out(name: str) -> None:
    hostile = STATEMENT | {"Condition": {"StringEquals": {"aws:SourceVpc": name}}}
    page = Page(written(f"{ARN}policy/{name}", hostile, policy=name))
    plain = Page(written(f"{ARN}policy/x", STATEMENT))
    assert (page.outside, page.attributes) == (plain.outside, plain.attributes)


def test_nobody() -> None:
    page = Page(found(administrators=()))
    assert "Nobody can become administrator." in page.text
    assert not {"svg", "details"} & {*page.tags}
    assert "already" not in page.text


def test_the_first_ways_are_open() -> None:
    many = [path(hop(user(f"u{number}"), ADMIN, policy=f"p{number}")) for number in range(20)]
    page = html([found(*many)])
    assert (page.count("<details open>"), page.count("<details>")) == (12, 8)


def test_each_goal_is_said_and_each_account_has_its_drawing() -> None:
    goals = (Goal(paths=(ATTACHES,)), Goal(paths=(ASSUMES,), target=TARGET))
    page = html([found(goals=goals), found(ASSUMES, account_id="210987654321")])
    assert "role can come to s3:GetObject on example-data/*." in page
    assert page.count("<svg") == 2
    assert [page.count(f'id="account-{number}-title"') for number in (0, 1)] == [1, 1]


def test_it_needs_no_network_and_no_script() -> None:
    page = html([found(*ALL)])
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert page.replace('xmlns="http://www.w3.org/2000/svg"', "").count("//") == 0
    assert "<script" not in page
    assert page.isascii()


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_out(name: str) -> None:
    page, plain = Page(named(name)), Page(named("x"))
    assert (page.outside, page.attributes) == (plain.outside, plain.attributes)


@settings(max_examples=30)
@given(NAMES)
def test_with_any_name_the_page_has_the_same_tags(name: str) -> None:
    assert Page(named(name)).outside == Page(named("x")).outside
