"""Patterns that match whatever another one matches."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.policy.automaton import MANY, ONE
from iam_stacks.policy.inclusion import includes
from iam_stacks.policy.wildcard import pattern_of
from tests.policy.naive_matcher import naive

TEXTS = tuple("".join(letters) for length in range(6) for letters in product("ab:", repeat=length))
PATTERNS = st.text(["a", "b", ":", MANY, ONE], max_size=4)


@pytest.mark.parametrize(
    ("wide", "narrow", "included"),
    [
        ("*", "", True),
        ("a*", "a*", True),
        ("a*", "a?", True),
        ("a?", "a*", False),
        ("s3:*", "s3:Get*", True),
        ("s3:*Object", "s3:Get*Object", True),
        ("s3:Get*", "s3:*", False),
        ("s3:Get*", "s3:?et*", False),
        ("?*", "?*", True),
        ("?*", "??", True),
        ("?*", "*?", False),  # nothing is said where it takes more than reading
        ("*a", "a*", False),
        ("*a*", "a", True),
        ("*a*", "*b*", False),
        ("abc", "ab?", False),
        ("a*b*c", "a*c", False),
        ("a*c", "a*b*c", True),
        ("**a", "*aa", True),
    ],
)
def test_a_pattern_includes_another_or_not(wide: str, narrow: str, included: bool) -> None:
    assert includes(pattern_of(wide), pattern_of(narrow)) is included


@pytest.mark.parametrize(
    ("wide", "narrow", "included"),
    [
        ("arn:aws:s3:::b/*", "arn:aws:s3:::b/a/*", True),
        ("arn:aws:sqs:*:*:q", "arn:aws:sqs:eu-*:1:q", True),
        ("arn:aws:sqs:e*1:1:q", "arn:aws:sqs:e*:1:q", False),
        ("arn:aws:sqs:*:q", "arn:aws:sqs:eu-*:1:q", True),
        ("arn:aws:sqs:e*1:q", "arn:aws:sqs:e*:1:q", False),
        ("arn:aws:iam::*", "arn:aws:iam::1:user/*", True),
        ("arn:aws:sqs:e*1:1:q", "arn:aws:sqs:eu-1:1:q", True),
        ("arn:aws:sqs:e*1:q", "arn:aws:sqs:e:1:q", False),
        ("arn:*:bx*y", "arn:aws:s3:::bxa?y", False),
        ("arn:*:bx*y", "arn:aws:s3:::bxay", True),
    ],
)
def test_in_arns_wildcards_stay_within_segments(wide: str, narrow: str, included: bool) -> None:
    assert includes(pattern_of(wide), pattern_of(narrow), arn=True) is included


@given(PATTERNS, PATTERNS, st.booleans())
def test_it_says_no_more_than_the_documentation(wide: str, narrow: str, arn: bool) -> None:
    start = ":::" if arn else ""  # so that there are segments of both kinds
    matched = [start + text for text in TEXTS if naive(start + narrow, start + text, arn=arn)]
    found = all(naive(start + wide, text, arn=arn) for text in matched)
    assert not includes(start + wide, start + narrow, arn=arn) or found


@given(PATTERNS.map(lambda pattern: pattern.replace(ONE, MANY)), PATTERNS)
def test_without_a_one_it_says_all(wide: str, narrow: str) -> None:
    # What tells patterns apart best is a letter that neither has.
    text = narrow.replace(MANY, "c").replace(ONE, "c")
    assert includes(wide, narrow) is naive(wide, text, arn=False)
