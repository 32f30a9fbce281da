"""What patterns have in common."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iam_stacks.guarantees import intersection as module
from iam_stacks.guarantees.intersection import intersection
from iam_stacks.policy.wildcard import arn_matcher, pattern_of
from iam_stacks.policy.witness import OTHER, TooLargeError


def common(required: Sequence[str], avoided: Sequence[str] = (), told_apart: Sequence[str] = ()) -> tuple[str, ...]:
    patterns = (tuple(map(pattern_of, each)) for each in (required, avoided, told_apart))
    return tuple(each.replace(OTHER, "#") for each in intersection(*patterns))


@pytest.mark.parametrize(
    ("required", "avoided", "told_apart", "texts"),
    [
        (["abc"], [], [], ["abc"]),
        (["abc", "a*", "*"], [], ["a?c"], ["abc"]),
        (["abc", "b*"], [], [], []),
        (["abc", "a*"], ["*c"], [], []),
        (["a*", "*b"], [], [], ["ab"]),
        (["a*", "b*"], [], [], []),
        (["a?", "*b?"], [], [], []),
        (["a*"], ["a*"], [], []),
        (["a*"], ["*"], [], []),
        (["a*"], ["a"], [], ["a#"]),
        (["a*"], ["a?*"], [], ["a"]),
        (["a*"], ["b*"], [], ["a"]),
        (["a*"], [], ["*"], ["a"]),
        (["a*"], [], ["z*"], ["a"]),
        (["a*"], [], ["ab"], ["a", "ab"]),
        (["a*"], [], ["ab*", "*c"], ["a", "ab", "ac", "abc"]),
        (["a*"], ["*b*"], ["*c*"], ["a", "ac"]),
        (["arn:aws:s*3:::b", "arn:aws:s*:::b"], [], ["arn:aws:*:b"], ["arn:aws:s3:::b"]),
    ],
)
def test_a_shortest_text_for_each_difference(
    required: list[str], avoided: list[str], told_apart: list[str], texts: list[str]
) -> None:
    assert sorted(common(required, avoided, told_apart)) == sorted(texts)


def test_a_wildcard_within_a_segment_stands_for_no_colon() -> None:
    assert common(["arn:a*?:b", "arn:a:*:b"]) == ()
    assert common(["arn:a*:b", "arn:a:*:b"]) == ("arn:a::b",)


def test_what_is_too_large_is_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STATES", 100)
    with pytest.raises(TooLargeError):
        common(["x*"], [], [f"*{letter}*" for letter in "abcdefgh"])


patterns = st.text("ab:*?", min_size=1, max_size=5)


@settings(max_examples=60)
@given(
    st.lists(patterns, min_size=1, max_size=2),
    st.lists(patterns, max_size=2),
    st.lists(patterns, max_size=2),
    st.lists(st.text("ab:c", max_size=6), min_size=20, max_size=20),
)
def test_each_text_is_like_one_that_is_found(
    required: list[str], avoided: list[str], told_apart: list[str], texts: list[str]
) -> None:
    matchers = [[arn_matcher(pattern_of(each)) for each in some] for some in (required, avoided, told_apart)]
    needed, unwanted, further = matchers
    found = intersection(*(tuple(map(pattern_of, each)) for each in (required, avoided, told_apart)))

    def fits(text: str) -> bool:
        return all(each(text) for each in needed) and not any(each(text) for each in unwanted)

    def answers(text: str) -> tuple[bool, ...]:
        return tuple(each(text) for each in further)

    assert all(map(fits, found))
    assert {answers(text) for text in texts if fits(text)} <= {answers(text) for text in found}
