"""What a card says."""

import pytest

from iam_stacks.reports.escalation.card import PAD, WIDTH, Card
from iam_stacks.reports.escalation.drawing import draw
from iam_stacks.reports.escalation.measure import width
from tests.reports.escalation.samples import ADMIN, ALL, ASSUMES, DEPLOY, JOHN, TARGET, found, hop, path, user


def cards(*paths: object) -> dict[str, Card]:
    drawn = draw(found(*paths))  # type: ignore[arg-type]
    return {node.key.rpartition("/")[2]: Card(node) for node in drawn}


def test_it_says_who_there_is_and_what_each_can_do() -> None:
    card = cards(*ALL)["JohnDoe"]
    (row,) = card.rows
    assert (card.kind, card.names, card.reached) == ("user", ("JohnDoe",), ())
    assert (row.says, row.depends) == (("attach AdministratorAccess to itself",), ())


def test_many_are_counted_and_conditions_are_said() -> None:
    card = cards(*ALL)["dev-0"]
    assert (card.kind, card.names) == ("5 users", ("dev-0", "dev-1", "and 3 more"))
    assert card.rows[0].depends == ("depends on aws:SourceIp",)


def test_users_and_roles_that_do_the_same_are_counted_together() -> None:
    assert cards(ASSUMES, path(hop(JOHN, ADMIN)))["Deploy"].kind == "2 users and roles"


def test_a_power_has_no_member() -> None:
    card = cards(*ALL)["administrator"]
    assert (card.kind, card.names, card.reached) == ("reaches", ("administrator",), ())
    assert cards(*ALL)["Admin"].reached == ("administrator already",)


def test_steps_follow_each_other() -> None:
    says = cards(*ALL)["Ann"].rows[0].says
    assert " ".join(says) == "attach AdministratorAccess to role/Worker then assume role/Worker"


def test_rows_are_below_each_other_and_in_the_card() -> None:
    goals = found(ASSUMES).goals, found(path(hop(DEPLOY, JOHN)), target=TARGET).goals
    (node,) = (node for node in draw(found(goals=[*goals[0], *goals[1]])) if node.key == DEPLOY)
    card = Card(node)
    first, second = card.rows
    assert first.top == card.head
    assert second.top == first.top + first.height
    assert card.height == second.top + second.height


@pytest.mark.parametrize("name", ["W" * 64, "a-" * 32, "\u6f22" * 64, "x y" * 20])
def test_every_line_has_room(name: str) -> None:
    card = cards(path(hop(user(name), ADMIN)))[name]
    lines = [*((line, 14.0) for line in card.names), *((line, 12.0) for line in card.rows[0].says)]
    assert max(width(*line) for line in lines) <= WIDTH - 2 * PAD


def test_names_do_not_steer_how_text_is_shown() -> None:
    assert cards(path(hop(user("a\u202eb\nc"), ADMIN)))["a\u202eb\nc"].names == (r"a\u202eb\nc",)
