"""Names and numbers."""

from iam_stacks.reports.escalation.names import counted, kind, listed, several
from tests.reports.escalation.samples import ADMIN, JOHN


def test_many_names_are_cut() -> None:
    names = tuple("abcd")
    assert several(names) == ("a", "b", "and 2 more")
    assert several(names[:3]) == ("a", "b", "c")
    assert [listed(names), listed(names[:3]), listed(names[:1])] == ["a, b and 2 more", "a, b, c", "a"]
    assert listed(tuple(map(str, range(5000)))) == "0, 1 and 4,998 more"


def test_a_noun_has_its_number() -> None:
    assert [counted(number, "step") for number in (1, 2, 1234)] == ["1 step", "2 steps", "1,234 steps"]


def test_somebody_is_a_user_or_a_role() -> None:
    assert [kind(JOHN), kind(ADMIN)] == ["user", "role"]
