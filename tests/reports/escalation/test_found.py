"""What was found: ways, in their order, and counts."""

from dataclasses import replace

import pytest

from iam_stacks.escalation.path import Path
from iam_stacks.reports.escalation.found import Goal, alike
from tests.reports.escalation.samples import (
    ADMIN,
    ALL,
    ASSUME,
    ASSUMES,
    ATTACH,
    ATTACHES,
    DEPLOY,
    DEVELOPERS,
    TARGET,
    WRITES,
    hop,
    path,
    user,
)


def routes(*paths: Path) -> list[list[str]]:
    return [[start.rpartition("/")[2] for start in route.starts] for route in Goal(paths=paths).routes]


def test_what_is_sure_comes_first_then_what_is_short() -> None:
    developers = [f"dev-{number}" for number in range(5)]
    assert routes(*reversed(ALL)) == [["JohnDoe"], ["Deploy"], ["Ann"], developers]


def test_of_ways_that_are_as_short_that_of_the_most_comes_first_and_then_those_of_users() -> None:
    two = [path(hop(user(name), ADMIN, policy="shared")) for name in "yz"]
    one = path(hop(user("a"), ADMIN, policy="own"))
    assert routes(one, ASSUMES, *two) == [["y", "z"], ["a"], ["Deploy"]]


def test_those_who_do_the_same_to_themselves_have_the_same_way() -> None:
    assert routes(*(path(hop(user(name), user(name), ATTACH)) for name in "ba")) == [["a", "b"]]


@pytest.mark.parametrize(
    "other",
    [
        hop(user("b"), DEPLOY),
        hop(user("b"), ADMIN, replace(ASSUME, id="other")),
        hop(user("b"), ADMIN, thing=DEPLOY),
        hop(user("b"), ADMIN, policy="other"),
        hop(user("b"), ADMIN, depends_on=("aws:SourceIp",)),
    ],
)
def test_what_differs_in_more_than_who_does_it_is_another_way(other: object) -> None:
    assert len(routes(path(hop(user("a"), ADMIN)), path(other))) == 2  # type: ignore[arg-type]


def test_who_does_it_does_not_matter_only_where_it_is_not_to() -> None:
    one, other = hop(user("a"), ADMIN), hop(user("b"), ADMIN)
    assert alike(one, user("a")) == alike(other, user("b"))
    assert alike(one, "") != alike(other, "")


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        ((), "nobody can become administrator"),
        ((ATTACHES,), "1 user can become administrator"),
        ((ATTACHES, ASSUMES, WRITES), "2 users and 1 role can become administrator"),
        (ALL, "7 users and 1 role can become administrator, 5 of them depending on conditions"),
        (DEVELOPERS[:1] * 1234, "1,234 users can become administrator, 1,234 of them depending on conditions"),
    ],
)
def test_it_is_said_how_many_can(paths: tuple[Path, ...], said: str) -> None:
    assert Goal(paths=paths).summary == said


def test_a_target_is_said() -> None:
    assert Goal(paths=(), target=TARGET).summary == "nobody can come to s3:GetObject on example-data/*"
