"""What several patterns have in common: a text for every difference that further patterns can see in it."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import lru_cache

from iam_stacks.guarantees.reader import Reader, is_literal, reader
from iam_stacks.policy.inclusion import includes, literal_start
from iam_stacks.policy.overlap import overlap
from iam_stacks.policy.wildcard import arn_matcher
from iam_stacks.policy.witness import OTHER, TooLargeError

MOST_STATES = 50_000
"""How many combinations of positions in patterns are looked at."""

_State = tuple[int, ...]


def intersection(required: Sequence[str], avoided: Sequence[str], told_apart: Sequence[str]) -> tuple[str, ...]:
    """Return a shortest text for each combination of further patterns that can match together.

    Args:
        required: the patterns of Resource elements all of which match, with MANY and ONE as wildcards.
        avoided: those none of which matches.
        told_apart: the further ones.

    Raises:
        TooLargeError: there is more to look at than MOST_STATES.
    """
    needed = tuple(dict.fromkeys(required))
    literal = next(filter(is_literal, needed), None)
    if literal is not None:
        matched = all(arn_matcher(each)(literal) for each in needed)
        return (literal,) if matched and not any(arn_matcher(each)(literal) for each in avoided) else ()
    near = [each for each in dict.fromkeys(avoided) if _may_match(each, needed)]
    if any(includes(each, pattern, arn=True) for each in near for pattern in needed):
        return ()
    if any(not _may_match(each, needed) for each in needed):
        return ()
    seen = (each for each in sorted(set(told_apart)) if _may_match(each, needed) and not _is_in(needed, each))
    return _explore(needed, tuple(near), tuple(seen))


def _may_match(pattern: str, needed: Sequence[str]) -> bool:
    """Tell whether a pattern may have a text in common with each of those that are needed."""
    return all(map(overlapping, [pattern] * len(needed), needed))


@lru_cache(maxsize=65536)
def overlapping(one: str, other: str) -> bool:
    """Tell whether a text may match both patterns, held wildcards being left out."""
    first, second = literal_start(one), literal_start(other)
    return (first.startswith(second) or second.startswith(first)) and overlap(one, other)


def _is_in(needed: Sequence[str], wide: str) -> bool:
    return any(includes(wide, each, arn=True) for each in needed)


@lru_cache(maxsize=8192)
def _explore(required: tuple[str, ...], avoided: tuple[str, ...], told_apart: tuple[str, ...]) -> tuple[str, ...]:
    """Read all patterns at once, for all texts that the required ones leave."""
    exploration = _Exploration(*(tuple(map(reader, patterns)) for patterns in (required, avoided, told_apart)))
    return exploration.run()


class _Exploration:
    """Breadth first, so that the shortest text is found first."""

    def __init__(
        self, required: tuple[Reader, ...], avoided: tuple[Reader, ...], told_apart: tuple[Reader, ...]
    ) -> None:
        self._readers = (*required, *avoided, *told_apart)
        self._first_avoided = len(required)
        self._first_told = len(required) + len(avoided)
        # What only an avoided pattern has next leads to nothing: any other character leads further away from it.
        self._leading = [(index, each) for index, each in enumerate(self._readers) if not self._is_avoided(index)]

    def run(self) -> tuple[str, ...]:
        start = tuple(each.start for each in self._readers)
        texts = {start: ""}
        found: dict[tuple[bool, ...], str] = {}
        queue = deque([start])
        while queue:
            state = queue.popleft()
            answer = self._answer(state)
            if self._matches(state):
                found.setdefault(answer, texts[state])
            if self._is_known(state) and answer in found:
                continue
            for character in self._alphabet(state):
                following = self._step(state, character)
                if following is not None and following not in texts:
                    texts[following] = texts[state] + character
                    queue.append(following)
            if len(texts) > MOST_STATES:
                raise TooLargeError
        return tuple(found.values())

    def _is_avoided(self, index: int) -> bool:
        return self._first_avoided <= index < self._first_told

    def _told(self, state: _State) -> list[tuple[Reader, int]]:
        return list(zip(self._readers[self._first_told :], state[self._first_told :], strict=True))

    def _answer(self, state: _State) -> tuple[bool, ...]:
        return tuple(each.accepts(positions) for each, positions in self._told(state))

    def _is_known(self, state: _State) -> bool:
        """Tell whether nothing that comes can change which of the further patterns match."""
        return all(each.is_settled(positions) for each, positions in self._told(state))

    def _matches(self, state: _State) -> bool:
        return all(
            each.accepts(positions) is not self._is_avoided(index)
            for index, (each, positions) in enumerate(
                zip(self._readers[: self._first_told], state[: self._first_told], strict=True)
            )
        )

    def _alphabet(self, state: _State) -> list[str]:
        expected = {character for index, each in self._leading for character in each.expected(state[index])}
        return [OTHER, *sorted(expected | {":"})]

    def _step(self, state: _State, character: str) -> _State | None:
        """Return the state after one more character; None if nothing more can come of it."""
        following = []
        for index, each in enumerate(self._readers):
            positions = each.step(state[index], character)
            if index < self._first_told:
                hopeless = each.is_settled(positions) and each.accepts(positions) is self._is_avoided(index)
                if hopeless:
                    return None
            following.append(positions)
        return tuple(following)
