"""The page."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from iam_stacks.reports.escalation.found import Found, Goal
from iam_stacks.reports.escalation.html import html
from tests.reports.escalation.hostile import HOSTILE, NAMES, named
from tests.reports.escalation.samples import (
    ADMIN,
    ALL,
    ASSUMES,
    ATTACHES,
    DEVELOPERS,
    TARGET,
    WRITES,
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
    assert [page.tags.count(tag) for tag in ("svg", "details", "ol")] == [1, 1, 1]
    assert "one change is enough" not in page.text


def test_what_needs_several_actions_says_that_one_change_is_enough() -> None:
    (one,) = ASSUMES.hops
    two = path(hop(one.actor, one.to).__class__(**{**vars(one), "done": one.done * 2}))
    assert "It needs all of these, so one change is enough:" in Page(found(two)).text


def test_what_depends_on_conditions_is_marked() -> None:
    assert "in 2 steps depending on aws:SourceIp" in Page(found(*DEVELOPERS)).text


def test_of_many_who_do_the_same_all_are_named_somewhere() -> None:
    assert "All of them: user/dev-0, user/dev-1, user/dev-2, user/dev-3, user/dev-4" in Page(found(*DEVELOPERS)).text
    assert "All of them" not in Page(found(*DEVELOPERS[:3])).text


def test_steps_of_several_ways_are_where_to_begin() -> None:
    text = " ".join(Page(found(*ALL)).text.split())
    assert "Where to begin Deploy can assume role/Admin: part of 6 of 8 ways Step by step" in text
    assert "Where to begin" not in Page(found(ATTACHES, WRITES)).text


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
