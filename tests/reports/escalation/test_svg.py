"""A drawing as SVG."""

from collections import Counter
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from iam_stacks.reports.escalation.found import Found
from iam_stacks.reports.escalation.svg import svg
from tests.reports.escalation.hostile import HOSTILE, NAMES, named
from tests.reports.escalation.samples import ADMIN, ALL, ASSUMES, DEVELOPERS, found, hop, path, user

_SPACE = "{http://www.w3.org/2000/svg}"


def drawn(*founds: Found) -> ElementTree.Element:
    return ElementTree.fromstring(svg(founds))


def texts(root: ElementTree.Element, name: str) -> list[str]:
    return [each.text or "" for each in root.iter(f"{_SPACE}text") if each.get("class") == name]


def test_it_shows_names_and_what_is_done() -> None:
    root = drawn(found(*ALL))
    assert {"JohnDoe", "Deploy", "Admin", "Worker", "Ann", "and 3 more"} <= {*texts(root, "name")}
    assert "attach AdministratorAccess to itself" in texts(root, "says")
    assert texts(root, "depends") == ["depends on aws:SourceIp"]
    assert "administrator already" in texts(root, "reached")


def test_starts_ends_and_what_depends_on_conditions_are_told_apart() -> None:
    sure, unsure = ([each.get("class") for each in drawn(found(*paths)).iter()] for paths in ((ASSUMES,), DEVELOPERS))
    in_the_legend = 1
    assert (sure.count("line"), sure.count("line maybe") - in_the_legend) == (1, 0)
    assert (unsure.count("line"), unsure.count("line maybe") - in_the_legend) == (1, 1)
    assert [unsure.count(name) for name in ("node starts", "node", "node end")] == [1, 1, 1]


def test_it_has_a_title_and_a_description_for_those_who_do_not_see_it() -> None:
    root = drawn(found(ASSUMES))
    title, desc = root.find(f"{_SPACE}title"), root.find(f"{_SPACE}desc")
    assert title is not None
    assert desc is not None
    assert root.get("role") == "img"
    assert (root.get("aria-labelledby") or "").split() == [title.get("id"), desc.get("id")]
    assert title.text == "Who can become administrator, or come to a target, in account 123456789012"
    assert desc.text == (
        "1 role can become administrator. "
        "Deploy can assume role/Admin: sts:AssumeRole on role/Admin (policy X, statement 2)"
    )


def test_nothing_that_was_found_is_said() -> None:
    root = drawn(found())
    assert texts(root, "name") == ["nobody can become administrator"]
    assert root.findtext(f"{_SPACE}desc") == "nobody can become administrator"


def test_accounts_are_below_each_other_and_named() -> None:
    one, two = drawn(found(ASSUMES)), drawn(found(ASSUMES), found(ASSUMES, account_id="210987654321"))
    assert float(two.get("height", 0)) > 2 * float(one.get("height", 0)) - 100
    assert [text for text in texts(two, "kind") if "account" in text] == [
        "account 123456789012",
        "account 210987654321",
    ]
    assert not [text for text in texts(one, "kind") if "account" in text]


def test_it_is_for_day_and_night_needs_no_other_file_and_is_ascii() -> None:
    page = svg([found(path(hop(user("J\u00f6rg"), ADMIN)))])
    assert "prefers-color-scheme:dark" in page
    assert "J&#246;rg" in page
    assert page.isascii()
    assert page.count("://") == 1, "that of the namespace"


def test_of_many_steps_the_first_are_read_out() -> None:
    many = [path(hop(user(f"u{number}"), ADMIN, policy=f"p{number}")) for number in range(150)]
    described = drawn(found(*many)).findtext(f"{_SPACE}desc") or ""
    assert described.count(" can assume ") == 100


def test_thousands_of_the_same_are_one_card() -> None:
    many = [path(hop(user(f"u{number:04}"), ADMIN)) for number in range(2000)]
    assert "and 1,998 more" in texts(drawn(found(*many)), "name")
    assert len(svg([found(*many)])) < 10_000


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_out(name: str) -> None:
    plain = Counter(each.tag for each in drawn(named("x")).iter())
    assert Counter(each.tag for each in drawn(named(name)).iter()).keys() == plain.keys()


@settings(max_examples=30)
@given(NAMES)
def test_with_any_name_it_is_xml(name: str) -> None:
    drawn(named(name))


def test_the_legend_says_who_is_administrator_since_when() -> None:
    drawn = svg([found(*ALL)])
    assert "administrator already: before any step; administrator: made one by the step that leads to it" in drawn
    assert "reaches administrator: makes itself one" in drawn
