"""Patterns that have a text in common."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.policy.automaton import MANY, ONE
from iam_stacks.policy.overlap import NAME, overlap
from iam_stacks.policy.wildcard import matcher, pattern_of

TEXTS = tuple("".join(letters) for length in range(5) for letters in product("a/:", repeat=length))
PATTERNS = st.text(["a", "/", ":", MANY, ONE], max_size=4)


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("", "", True),
        ("a", "a", True),
        ("a", "b", False),
        ("a", "", False),
        ("", "a", False),
        ("", "?", False),
        ("*", "", True),
        ("a*", "*b", True),
        ("a*", "b*", False),
        ("a?", "*b", True),
        ("a?", "a", False),
        ("?", "??", False),
        ("*a*", "b?b", True),
        ("aa", "a**", True),
    ],
)
def test_two_patterns_have_a_text_in_common_or_not(one: str, other: str, common: bool) -> None:
    assert overlap(pattern_of(one), pattern_of(other)) is common
    assert overlap(pattern_of(other), pattern_of(one)) is common


@pytest.mark.parametrize(
    ("pattern", "common"),
    [("b:name", True), ("b:*", True), ("b:", True), ("b:a/b", False), ("b:a:b", False), ("b:a*/", False), ("*", True)],
)
def test_a_name_has_neither_slash_nor_colon(pattern: str, common: bool) -> None:
    assert overlap(pattern_of(pattern), f"b:{NAME}") is common


@given(PATTERNS, PATTERNS)
def test_patterns_overlap_if_both_match_one_text(one: str, other: str) -> None:
    first, second = matcher(one), matcher(other)
    # What both match at all, they match in a text that is no longer than both together.
    short = any(first(text) and second(text) for text in TEXTS)
    assert overlap(one, other) or not short
    assert overlap(one, other) is overlap(other, one)
    if len(one) + len(other) <= 4:
        assert overlap(one, other) is short


@given(PATTERNS, PATTERNS)
def test_a_name_is_a_star_that_stops_at_slashes_and_colons(pattern: str, before: str) -> None:
    names = [text for text in TEXTS if not set(text) & set("/:")]
    assert overlap(pattern, before + NAME) is any(overlap(pattern, before + name) for name in [*names, "a" * 8])
