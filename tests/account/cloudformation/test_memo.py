"""What is worked out once."""

import pytest

from iam_stacks.account.cloudformation.memo import Memo
from iam_stacks.account.cloudformation.text import Fault


def test_an_answer_is_worked_out_once() -> None:
    memo, asked = Memo(), []
    for _ in range(2):
        assert memo.get("a", lambda: asked.append(1) or "answer") == "answer"
    assert asked == [1]


def test_what_needs_itself_is_a_fault_and_can_be_asked_again() -> None:
    memo = Memo()
    with pytest.raises(Fault, match="it refers to itself"):
        memo.get("a", lambda: memo.get("a", lambda: "b"))
    assert memo.get("a", lambda: "c") == "c"
