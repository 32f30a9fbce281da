"""Where things stand."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iam_stacks.escalation.path import Path
from iam_stacks.reports.escalation.card import WIDTH
from iam_stacks.reports.escalation.drawing import draw
from iam_stacks.reports.escalation.found import Found, Goal
from iam_stacks.reports.escalation.layout import GAP, Layout, lay_out
from tests.reports.escalation.samples import (
    ADMIN,
    ALL,
    ATTACHES,
    DEPLOY,
    DEVELOPERS,
    TARGET,
    WORKER,
    found,
    hop,
    path,
    user,
)


def places(layout: Layout) -> dict[str, tuple[float, float]]:
    return {card.node.key.rpartition("/")[2]: place for card, place in layout.cards}


def laid_out(what: Found) -> Layout:
    layout = lay_out(draw(what))
    for (card, (x, y)), (other, (other_x, other_y)) in combinations(layout.cards, 2):
        apart = abs(x - other_x) >= WIDTH or y + card.height <= other_y or other_y + other.height <= y
        assert apart, (card.node.key, other.node.key)
    for card, (x, y) in layout.cards:
        assert 0 <= x <= layout.width - WIDTH
        assert 0 <= y <= layout.height - card.height
    return layout


def test_nothing() -> None:
    layout = lay_out(())
    assert (layout.cards, layout.lines, layout.width) == ((), (), WIDTH)
    assert layout.height > 0


def test_the_ends_are_to_the_right() -> None:
    layout = laid_out(found(*ALL))
    columns = {name: x for name, (x, _) in places(layout).items()}
    assert columns["dev-0"] < columns["Deploy"] == columns["JohnDoe"] < columns["Admin"] == columns["administrator"]
    assert layout.width == 3 * WIDTH + 2 * GAP


def test_a_line_leads_from_a_card_to_the_next() -> None:
    layout = laid_out(found(ATTACHES))
    (line,) = layout.lines
    at = places(layout)
    assert line.points[0][0] == at["JohnDoe"][0] + WIDTH
    assert line.points[-1][0] == at["administrator"][0]


def test_a_line_passes_between_the_cards_of_a_column() -> None:
    goals = (
        Goal(paths=(DEVELOPERS[0],)),
        Goal(paths=(path(hop(user("dev-0"), WORKER)), path(hop(DEPLOY, WORKER))), target=TARGET),
    )
    layout = laid_out(found(goals=goals))
    (line,) = (line for line in layout.lines if len(line.points) > 2)
    _, entry, leave, _ = line.points
    (deploy,) = ((card, place) for card, place in layout.cards if card.node.key == DEPLOY)
    card, (x, y) = deploy
    assert (entry[0], leave[0]) == (x, x + WIDTH)
    assert not y <= entry[1] <= y + card.height


def test_what_leads_to_the_same_stands_beside_it() -> None:
    paths = [path(hop(user(f"{number}{kind}"), user(f"admin-{kind}"))) for number in range(3) for kind in "ab"]
    distinct = [
        Path(start=each.start, end=each.end, hops=(hop(each.start, each.end, policy=each.start),)) for each in paths
    ]
    at = places(laid_out(found(*distinct, administrators=[user("admin-a"), user("admin-b")])))
    assert max(at[f"{number}a"][1] for number in range(3)) < min(at[f"{number}b"][1] for number in range(3))


@pytest.mark.parametrize("size", [2, 3])
def test_a_ring_has_its_place(size: int) -> None:
    ring = [user(f"r{number}") for number in range(size)]
    layout = laid_out(found(*(path(hop(one, other), hop(other, ADMIN)) for one, other in pairwise([*ring, ring[0]]))))
    (back,) = (line.points for line in layout.lines if line.points[-1][0] <= line.points[0][0])
    assert back[-1][0] - WIDTH in {x for x, _ in places(layout).values()}, "it ends at the right of a card"


@settings(max_examples=25)
@given(st.lists(st.lists(st.sampled_from("abcdefg"), min_size=2, max_size=5, unique=True), min_size=1, max_size=8))
def test_cards_never_overlap(chains: list[list[str]]) -> None:
    paths = [path(*(hop(user(one), user(other)) for one, other in pairwise(chain))) for chain in chains]
    laid_out(found(*paths, administrators=[]))
