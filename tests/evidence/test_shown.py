"""How what is shown of parts makes what is shown of the whole."""

import pytest

from iam_stacks.evidence.shown import Shown, all_of, any_of, claimed

HOLDS = Shown(by=("A",))
FAILS = Shown(against=("B is wrong",))
OPEN = Shown(open=("C is not read",))
NOTHING = Shown()


def test_it_holds_if_something_shows_it_and_nothing_speaks_against_it() -> None:
    assert HOLDS.holds
    assert not any(each.holds for each in (FAILS, OPEN, NOTHING, Shown(by=("A",), open=("C",))))


def test_all_of_holds_if_each_part_does() -> None:
    assert all_of([HOLDS, Shown(by=("D", "A"))]) == Shown(by=("A", "D"))
    assert not all_of([HOLDS, OPEN]).holds
    assert all_of([HOLDS, FAILS, FAILS]).against == ("B is wrong",)
    assert all_of([]) == NOTHING


def test_any_of_leaves_out_what_does_not_hold_if_something_does() -> None:
    assert any_of([FAILS, HOLDS, OPEN]) == HOLDS
    assert any_of([FAILS, OPEN]) == Shown(against=FAILS.against, open=OPEN.open)


@pytest.mark.parametrize(
    ("so", "expected"),
    [
        (True, Shown(by=("A",))),
        (False, Shown(against=("A is wrong",))),
        (None, Shown(open=("it is not known before a deployment whether A is wrong",))),
    ],
)
def test_a_claim_is_shown_contradicted_or_open(so: bool | None, expected: Shown) -> None:
    assert claimed("A", [(True, "is bad"), (so, "is wrong")]) == expected
