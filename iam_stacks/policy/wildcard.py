"""Wildcards of the policy language: `*` for any text, `?` for one character.

A pattern is text in which MANY and ONE stand for the wildcards, so that a literal `*` or `?` (from a variable's value,
or written `${*}`) is an ordinary character. Matching takes time in proportion to the text, whatever the pattern.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, reduce

from iam_stacks.policy.automaton import MANY as MANY
from iam_stacks.policy.automaton import ONE as ONE
from iam_stacks.policy.automaton import Automaton

Matcher = Callable[[str], bool]

_ARN_HEADER_COLONS = 5
_WILDCARDS = str.maketrans({"*": MANY, "?": ONE})
_UNTIL_COLON = "[^:]"


def pattern_of(text: str) -> str:
    """Return the pattern in which each `*` and `?` of the text is a wildcard."""
    return text.translate(_WILDCARDS)


def any_matches(matchers: Sequence[Matcher]) -> Matcher:
    """Return the function that tells whether one of the functions says yes."""
    if len(matchers) == 1:
        return matchers[0]
    listed = tuple(matchers)

    def matches(text: str) -> bool:
        for each in listed:  # noqa: SIM110 - any() would take twice the time
            if each(text):
                return True
        return False

    return matches


@lru_cache(maxsize=16384)
def matcher(pattern: str) -> Matcher:
    """Return the function that tells whether a text matches the pattern, upper and lower case being different."""
    return _matcher(pattern, arn=False)


@lru_cache(maxsize=16384)
def arn_matcher(pattern: str) -> Matcher:
    """Return the function that tells whether an ARN matches the pattern of a Resource element.

    In the first five segments a wildcard stays within its segment, unless it is the segment's last character.
    Source: IAM JSON policy elements: Resource, "Using wildcards in resource ARNs".
    """
    return _matcher(pattern, arn=True)


def _matcher(pattern: str, *, arn: bool) -> Matcher:
    if ONE not in pattern:
        first, star, rest = pattern.partition(MANY)
        if not star:
            return pattern.__eq__
        if not rest:
            return lambda text: text.startswith(first)
        if MANY not in rest and (not arn or rest.startswith(":") or first.count(":") >= _ARN_HEADER_COLONS):
            shortest = len(first) + len(rest)
            return lambda text: len(text) >= shortest and text.startswith(first) and text.endswith(rest)
    return _piecewise(pattern, arn=arn)


def _piecewise(pattern: str, *, arn: bool) -> Matcher:
    """Match piece by piece between the stars: the leftmost place of each piece leaves most room for the others."""
    pieces = pattern.split(MANY)
    colons = [sum(piece.count(":") for piece in pieces[: index + 1]) for index in range(len(pieces))]
    bounded = [arn and colons[index] < _ARN_HEADER_COLONS for index in range(len(pieces))]
    spans = [
        not bounded[index] or pieces[index + 1].startswith(":") or not "".join(pieces[index + 1 :])
        for index in range(len(pieces) - 1)
    ]
    if ONE not in pattern and all(spans):
        return _free_pieces(pieces)
    if sorted(spans) != spans:
        return _stepwise(pattern)
    finds = [_finder(piece, arn=arn, colons=before) for piece, before in zip(pieces, [0, *colons], strict=False)]
    if len(pieces) == 1:
        whole = finds[0]
        return lambda text: len(text) == len(pattern) and whole(text, 0) == 0
    first, last = len(pieces[0]), len(pieces[-1])

    def matches(text: str) -> bool:
        end = len(text) - last
        if end < first or finds[0](text[:first], 0) != 0 or finds[-1](text[end:], 0) != 0:
            return False
        position = first
        for piece, find, free in zip(pieces[1:-1], finds[1:-1], spans, strict=False):
            found = find(text[:end], position)
            if found < 0 or not (free or ":" not in text[position:found]):
                return False
            position = found + len(piece)
        return spans[-1] or ":" not in text[position:end]

    return matches


def _stepwise(pattern: str) -> Matcher:
    """The same where a star stays within its segment after one that does not: leftmost is not always best then."""
    automaton = Automaton(pattern, bounded=held_within_segments(pattern))
    return lambda text: automaton.accepts(reduce(automaton.step, text, automaton.start))


def held_within_segments(pattern: str) -> int:
    """Return the positions, one bit each, where a wildcard of a Resource element stands for no colon."""
    held = colons = 0
    for index, character in enumerate(pattern):
        following = pattern[index + 1 :]
        last = character == MANY and (following.startswith(":") or not following.strip(MANY))
        held |= 0 if last or colons >= _ARN_HEADER_COLONS else 1 << index
        colons += character == ":"
    return held


def _free_pieces(pieces: list[str]) -> Matcher:
    """The same where every star may stand for any text."""
    first, *middle, last = pieces
    start, tail = len(first), len(last)

    def matches(text: str) -> bool:
        position, end = start, len(text) - tail
        if position > end or not text.startswith(first) or not text.endswith(last):
            return False
        for piece in middle:
            position = text.find(piece, position, end)
            if position < 0:
                return False
            position += len(piece)
        return True

    return matches


def _finder(piece: str, *, arn: bool, colons: int) -> Callable[[str, int], int]:
    """Return the function that finds the piece in a text, at or after a position; -1 if it is not there."""
    if ONE not in piece:
        return lambda text, position: text.find(piece, position)
    expression = ""
    for character in piece:
        bounded = arn and colons < _ARN_HEADER_COLONS
        expression += (_UNTIL_COLON if bounded else ".") if character == ONE else re.escape(character)
        colons += character == ":"
    search = re.compile(expression, re.DOTALL).search

    def find(text: str, position: int) -> int:
        found = search(text, position)
        return found.start() if found else -1

    return find
