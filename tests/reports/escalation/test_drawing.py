"""The union of paths: nodes and legs."""

import pytest

from iam_stacks.escalation.path import Path
from iam_stacks.reports.escalation.drawing import Node, draw
from iam_stacks.reports.escalation.found import Found, Goal
from tests.reports.escalation.samples import (
    ADMIN,
    ALL,
    ASSUMES,
    ATTACH,
    ATTACHES,
    DEPLOY,
    DEVELOPERS,
    JOHN,
    TARGET,
    WORKER,
    WRITES,
    found,
    hop,
    path,
    user,
)


def short(key: str) -> str:
    return key.rpartition(":")[2] if key.startswith("arn:aws:iam") else key


def nodes(*paths: Path) -> dict[str, Node]:
    return keyed(found(*paths))


def keyed(what: Found) -> dict[str, Node]:
    return {short(node.key): node for node in draw(what)}


def ways(drawn: dict[str, Node]) -> set[tuple[str, str]]:
    return {(key, short(leg.to)) for key, node in drawn.items() for leg in node.legs}


def test_only_what_leads_somewhere_is_drawn() -> None:
    assert nodes() == {}
    assert list(nodes(ASSUMES)) == ["role/Deploy", "role/Admin"]


def test_starts_and_ends_are_marked() -> None:
    drawn = nodes(DEVELOPERS[0], WRITES)
    assert {key for key, node in drawn.items() if node.starts} == {"user/dev-0", "user/Ann"}
    assert {key: node.reached for key, node in drawn.items() if node.reached} == {
        "role/Admin": ("administrator already",),
        "role/Worker": ("administrator",),
    }


def test_who_gives_it_to_itself_is_led_to_the_power() -> None:
    drawn = nodes(ATTACHES)
    assert ways(drawn) == {("user/JohnDoe", "administrator")}
    assert (drawn["administrator"].members, drawn["administrator"].reached) == ((), ("administrator",))


def test_steps_that_one_takes_after_another_are_one_leg() -> None:
    (leg,) = nodes(WRITES)["user/Ann"].legs
    assert leg.says == ("attach AdministratorAccess to role/Worker", "assume role/Worker")


def test_what_is_done_to_oneself_on_the_way_is_part_of_the_leg() -> None:
    drawn = nodes(path(hop(JOHN, JOHN, ATTACH), hop(JOHN, DEPLOY), hop(DEPLOY, ADMIN)))
    assert ways(drawn) == {("user/JohnDoe", "role/Deploy"), ("role/Deploy", "role/Admin")}
    assert len(drawn["user/JohnDoe"].legs[0].hops) == 2
    assert ways(nodes(path(hop(JOHN, JOHN, ATTACH), hop(JOHN, ADMIN)))) == {("user/JohnDoe", "role/Admin")}


def test_a_leg_depends_on_what_its_steps_do() -> None:
    keys = (("aws:b",), ("aws:a", "aws:b"))
    (leg,) = nodes(path(*(hop(JOHN, WORKER, depends_on=each) for each in keys)))["user/JohnDoe"].legs
    assert leg.depends_on == ("aws:a", "aws:b")


def test_those_with_the_same_steps_are_one_node() -> None:
    drawn = nodes(*ALL)
    assert drawn["user/dev-0"].members == tuple(user(f"dev-{number}") for number in range(5))
    assert drawn.keys() == {
        *("user/dev-0", "user/Ann", "user/JohnDoe", "role/Deploy"),
        *("role/Admin", "role/Worker", "administrator"),
    }


def test_who_is_led_to_is_alone() -> None:
    both = [path(hop(arn, ADMIN)) for arn in (DEPLOY, WORKER)]
    assert nodes(*both)["role/Deploy"].members == (DEPLOY, WORKER)
    drawn = nodes(*both, path(hop(JOHN, DEPLOY), hop(DEPLOY, ADMIN)))
    assert drawn["role/Deploy"].members == (DEPLOY,)
    assert drawn["role/Worker"].members == (WORKER,)


def test_a_step_of_several_paths_is_drawn_once() -> None:
    assert len(nodes(*DEVELOPERS, ASSUMES)["role/Deploy"].legs) == 1


def test_all_goals_are_in_one_drawing() -> None:
    goals = (Goal(paths=(ASSUMES,)), Goal(paths=(path(hop(DEPLOY, WORKER)),), target=TARGET))
    drawn = keyed(found(goals=goals))
    assert ways(drawn) == {("role/Deploy", "role/Admin"), ("role/Deploy", "role/Worker")}
    assert drawn["role/Worker"].reached == ("s3:GetObject on example-data/*",)


def test_a_node_is_as_far_from_the_ends_as_its_longest_way() -> None:
    goals = (Goal(paths=(DEVELOPERS[0],)), Goal(paths=(path(hop(user("dev-0"), WORKER)),), target=TARGET))
    layers = {key: node.layer for key, node in keyed(found(goals=goals)).items()}
    assert layers == {"user/dev-0": 2, "role/Deploy": 1, "role/Admin": 0, "role/Worker": 0}
    assert draw(found(goals=goals))[0].key == user("dev-0")


@pytest.mark.parametrize("size", [2, 3])
def test_rings_are_drawn(size: int) -> None:
    ring = [user(f"r{number}") for number in range(size)]
    both = zip(ring, ring[1:] + ring[:1], strict=True)
    drawn = nodes(*(path(hop(one, other), hop(other, DEPLOY), *ASSUMES.hops) for one, other in both))
    assert len(ways(drawn)) == 2 * size + 1
    assert all(drawn[f"user/r{number}"].layer > drawn["role/Deploy"].layer for number in range(size))


def test_a_chain_may_be_long() -> None:
    chain = [user(f"u{number:04}") for number in range(1500)]
    steps = [hop(one, other) for one, other in zip(chain, [*chain[1:], ADMIN], strict=True)]
    assert draw(found(path(*steps)))[0].layer == 1500
