"""What is worked out once for each view."""

import gc
from weakref import ref

from iam_stacks.checks.once import once


class View:
    """Something that can be forgotten."""


def test_an_answer_is_worked_out_once_for_each_view() -> None:
    asked: list[View] = []
    answer = once(lambda view: asked.append(view) or len(asked))  # type: ignore[func-returns-value]
    one, other = View(), View()
    assert [answer(one), answer(other), answer(one)] == [1, 2, 1]


def test_an_answer_is_forgotten_with_its_view() -> None:
    answer = once(lambda _: "an answer")
    view = View()
    forgotten = ref(view)
    assert answer(view) == "an answer"
    del view
    gc.collect()
    assert forgotten() is None
