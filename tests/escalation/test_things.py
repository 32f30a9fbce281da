"""Sets of things, and what a pattern matches in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.escalation.things import Things, bits_of, union
from iam_stacks.policy.wildcard import arn_matcher, pattern_of

USERS = Things(["arn:aws:iam::123456789012:user/ann", "arn:aws:iam::123456789012:user/bob"])


def test_a_text_without_wildcards_matches_itself() -> None:
    assert USERS.matching("arn:aws:iam::123456789012:user/bob") == 0b10


def test_a_pattern_matches_all_that_it_stands_for() -> None:
    assert USERS.matching(pattern_of("arn:aws:iam::123456789012:user/*")) == USERS.all == 0b11
    assert USERS.matching(pattern_of("arn:aws:iam::123456789012:user/?o?")) == 0b10
    assert USERS.matching(pattern_of("arn:aws:iam::*:role/*")) == 0


def test_things_of_the_same_arn_are_found_together() -> None:
    assert Things(["a", "b", "a"]).matching("a") == 0b101


@given(st.integers(0, 2**70))
def test_a_set_is_the_union_of_its_parts(mask: int) -> None:
    assert union(1 << bit for bit in bits_of(mask)) == mask


@pytest.mark.no_cover
@given(st.lists(st.text("ab:/", max_size=6), max_size=6), st.text("ab:/*?", max_size=6))
def test_what_is_found_by_its_beginning_is_what_the_pattern_matches(arns: list[str], text: str) -> None:
    pattern = pattern_of(text)
    matches = arn_matcher(pattern)
    assert Things(arns).matching(pattern) == union(1 << index for index, arn in enumerate(arns) if matches(arn))
