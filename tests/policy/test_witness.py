from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iam_stacks.policy import witness
from iam_stacks.policy.automaton import Automaton
from iam_stacks.policy.variables import template
from iam_stacks.policy.wildcard import arn_matcher, matcher, pattern_of
from iam_stacks.policy.witness import TooLargeError, captures, condition_witnesses, witnesses

PATTERN = st.text("aB*?", max_size=4).map(pattern_of)
ALL_TEXTS = ["".join(letters) for length in range(6) for letters in product("aAbBx", repeat=length)]


@settings(max_examples=60, deadline=None)
@given(st.lists(PATTERN, max_size=3, unique=True).map(tuple))
def test_no_combination_of_patterns_is_missed(patterns: tuple[str, ...]) -> None:
    def combinations(texts: tuple[str, ...] | list[str]) -> set[tuple[bool, ...]]:
        return {tuple(matcher(pattern)(text) for pattern in patterns) for text in texts}

    assert combinations(witnesses(patterns)) >= combinations(ALL_TEXTS)


def test_texts_for_resources_keep_to_segments_as_resources_do() -> None:
    pattern = pattern_of("arn:aws:s3:*")
    texts = witnesses((pattern, pattern_of("arn:aws:s3:::b")), arn=True)
    assert {"arn:aws:s3:::b"} <= set(texts)
    assert any(arn_matcher(pattern)(text) and text != "arn:aws:s3:::b" for text in texts)


def test_when_there_is_too_much_to_look_at_each_pattern_has_a_text_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witness, "_MOST_STATES", 2)
    patterns = tuple(pattern_of(text) for text in ("too*much", "to?look*"))
    texts = witnesses(patterns)
    assert all(any(matcher(pattern)(text) for text in texts) for pattern in patterns)


def test_values_that_ignore_case_arns_and_plain_ones_are_looked_at_together() -> None:
    texts = condition_witnesses(
        frozenset({pattern_of("arn:aws:s3:::aB*")}),
        frozenset({pattern_of("arn:*:s3:::*c")}),
        frozenset({"arn:aws:s3:::abc"}),
    )
    assert texts is not None
    assert "arn:aws:s3:::aBc" in texts


def test_too_many_values_are_not_half_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witness, "_MOST_STATES", 2)
    assert condition_witnesses(frozenset({"never seen before"}), frozenset(), frozenset()) is None


@settings(max_examples=200, deadline=None)
@given(PATTERN, st.text("abB", max_size=5))
def test_an_automaton_matches_as_the_pattern_does(pattern: str, text: str) -> None:
    automaton = Automaton(pattern)
    state = automaton.start
    for character in text:
        state = automaton.step(state, character)
    assert automaton.accepts(state) is matcher(pattern)(text)


CAPTURES = [
    ("${k:a}", "x", ("x",)),
    ("b/${k:a}/*", "b/x/y/z", ("x", "x/y")),
    ("*${k:a}", "xy", ("", "y", "xy")),
    ("b/${k:a}", "c/x", ()),
    ("b/x", "b/x", ()),
    ("${k:b}/${k:a}", "v/x", ("x",)),
    ("${k:c}/${k:a}", "v/x", ("x",)),
    ("${k:a}-${k:a}", "x-y-z", ("x", "x-y")),
    ("a${k:a}a", "a", ()),
]


@pytest.mark.parametrize(("pattern", "subject", "expected"), CAPTURES)
def test_what_a_variable_can_stand_for(pattern: str, subject: str, expected: tuple[str, ...]) -> None:
    read = template(pattern, wildcards=True, variables=True)
    assert captures(read, "k:a", subject, {"k:b": "v"}) == expected


def test_a_variable_between_two_stars_of_a_long_text_is_too_much() -> None:
    pattern = template("arn:aws:s3:::*${k:x}*", wildcards=True, variables=True)
    with pytest.raises(TooLargeError):
        captures(pattern, "k:x", "arn:aws:s3:::" + "a" * 900, {})
