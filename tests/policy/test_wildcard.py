import random

import pytest

from iam_stacks.policy.wildcard import MANY, ONE, any_matches, arn_matcher, held_within_segments, matcher, pattern_of
from tests.policy.naive_matcher import naive

CASES = [
    ("", "", True),
    ("", "a", False),
    ("*", "", True),
    ("?", "", False),
    ("?", "ab", False),
    ("a?c", "abc", True),
    ("a*", "a", True),
    ("*a", "ba", True),
    ("a*a", "a", False),
    ("a*b*c", "a-b-b-c", True),
    ("a*b*c", "a-c-b", False),
    ("a*bb*b", "abb", False),
    ("a*b?*c", "ab-c", True),
    ("a*b?*c", "abc", False),
    ("?*?", "a", False),
    ("a*\n", "a\n\n", True),
    ("a?", "a\n", True),
    ("A", "a", False),
    ("a:*:b", "a:x:y:b", True),
]


@pytest.mark.parametrize(("pattern", "text", "expected"), CASES)
def test_a_pattern_matches_the_whole_text_and_heeds_case(pattern: str, text: str, expected: bool) -> None:
    assert matcher(pattern_of(pattern))(text) is expected


ARNS = [
    ("arn:aws:sqs:*:111122223333:q", "arn:aws:sqs:eu-west-1:111122223333:q", True),
    ("arn:aws:sqs:eu*1:111122223333:q", "arn:aws:sqs:eu-west-1:111122223333:q", True),
    ("arn:aws:sqs:eu*1:111122223333:q", "arn:aws:sqs:eu:1:111122223333:q", False),
    ("arn:aws:sqs:eu*3:q", "arn:aws:sqs:eu-west-1:111122223333:q", False),
    ("arn:aws:sqs:*3:q", "arn:aws:sqs:eu-west-1:111122223333:q", False),
    ("arn:aws:sqs:eu*:q", "arn:aws:sqs:eu-west-1:111122223333:q", True),
    ("arn:aws:sqs:eu*", "arn:aws:sqs:eu-west-1:111122223333:q", True),
    ("arn:aws:sqs:eu**", "arn:aws:sqs:eu-west-1:111122223333:q", True),
    ("arn:aws:sqs:e*w*1:111122223333:q", "arn:aws:sqs:eu-west-1:111122223333:q", True),
    ("arn:aws:sqs:e*w*2:111122223333:q", "arn:aws:sqs:eu-west-1:111122223333:q", False),
    ("arn:aws:sqs:eu-west??:111122223333:q", "arn:aws:sqs:eu-west-1:111122223333:q", True),
    ("arn:aws:sqs:eu-west-1?111122223333:q", "arn:aws:sqs:eu-west-1:111122223333:q", False),
    ("arn:aws:sns:eu-west-1:111122223333:t?1", "arn:aws:sns:eu-west-1:111122223333:t:1", True),
    ("arn:aws:sns:eu-west-1:111122223333:t*z", "arn:aws:sns:eu-west-1:111122223333:t:1:z", True),
    ("*a:?:?:***", "aa:b:::bb::", False),
    ("arn:aws:*:eu*1:111122223333:q", "arn:aws:sns:eu-west:x:eu-1:111122223333:q", True),
    ("arn:aws:*:eu*1:111122223333:q", "arn:aws:sns:eu-west:x:eu:1:111122223333:q", False),
]


@pytest.mark.parametrize(("pattern", "arn", "expected"), ARNS)
def test_a_wildcard_stays_within_its_segment_unless_it_ends_it(pattern: str, arn: str, expected: bool) -> None:
    # IAM JSON policy elements: Resource, "Using wildcards in resource ARNs"
    assert arn_matcher(pattern_of(pattern))(arn) is expected


def test_only_what_is_written_as_a_wildcard_is_one() -> None:
    assert pattern_of("a*b?") == f"a{MANY}b{ONE}"
    assert matcher("a*")("a*")
    assert not matcher("a*")("ab")


def test_one_of_several_matchers_is_enough() -> None:
    assert any_matches([str.isdigit, str.isupper])("A")
    assert not any_matches([str.isdigit, str.isupper])("a")
    assert not any_matches([])("a")


def test_the_wildcards_that_are_held_within_segments() -> None:
    held = held_within_segments(pattern_of("a*b:*:?*::*c:*c"))
    assert [index for index in (1, 4, 6, 7, 10, 13) if held >> index & 1] == [1, 6, 10]


def test_a_pattern_on_which_backtracking_would_not_end_is_answered() -> None:
    pattern, text = pattern_of("*a" * 60 + "b"), "a" * 3000
    assert not matcher(pattern)(text)
    assert not arn_matcher(pattern)(text)
    assert not arn_matcher(pattern_of("*:" + "*a" * 60 + "b"))(":" + text)


def pieces(rng: random.Random, letters: str, separator: str, least: int, most: int) -> str:
    return separator.join("".join(rng.choices(letters, k=rng.randint(0, 3))) for _ in range(rng.randint(least, most)))


@pytest.mark.no_cover  # traced, it takes three times as long
def test_both_matchers_agree_with_the_naive_one_on_many_short_texts() -> None:
    rng = random.Random(4)
    for _ in range(20_000):
        least, most = rng.choice([(1, 3), (3, 8)])
        separator = rng.choice(":::ab")
        pattern = pattern_of(pieces(rng, "aab:**?" if most == 3 else "ab**?", separator, least, most))
        text = pieces(rng, "aab:" if most == 3 else "ab", separator, least, most)
        assert matcher(pattern)(text) == naive(pattern, text, arn=False), (pattern, text)
        assert arn_matcher(pattern)(text) == naive(pattern, text, arn=True), (pattern, text)
