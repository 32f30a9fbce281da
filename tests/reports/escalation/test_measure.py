"""How wide text is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iam_stacks.reports.escalation.measure import width, wrap


def test_letters_differ() -> None:
    widths = [width(letter, 10) for letter in ("i", "n", "N", "W", "\u6f22")]
    assert widths == sorted(set(widths))
    assert width("nn", 20) == 4 * width("n", 10)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ("",)),
        ("one", ("one",)),
        ("one two three", ("one two", "three")),
        ("role/DeploymentOfAll", ("role/", "Deploym", "entOfAll")),
        ("a/b/cdefghi", ("a/b/", "cdefghi")),
        ("one role/a", ("one", "role/a")),
        ("one     two three", ("one two", "three")),
    ],
)
def test_lines_are_broken_at_spaces_and_long_words_at_marks_or_anywhere(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 50, 10) == lines


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_no_line_is_too_long_and_nothing_is_lost(text: str) -> None:
    lines = wrap(text, 60, 10)
    assert all(width(line, 10) <= 60 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
