"""Which statements go into which policy, so that every policy is within its quota."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.limits import MANAGED_POLICY_SIZE
from iam_stacks.policy.size import EMPTY_DOCUMENT, estimated_size, least_size

Json = dict[str, Any]

_MERGED = ("Action", "Resource")
_LIST_TOKEN = "#{Token["
"""How CDK writes a list that is known only at deployment: as its one item."""


def _as_is(statement: Json) -> Json:
    return statement


def packed(
    statements: Sequence[Json], *, quota: int = MANAGED_POLICY_SIZE, resolved: Callable[[Json], Json] = _as_is
) -> list[list[Json]]:
    """Return the statements of as many policies as the quota asks for; together they decide what was decided before.

    Statements without Sid that are alike in everything but Action, or but Resource, become one if the policy of the
    first has room; what repeats another vanishes. All others go into the first policy that has room and not their Sid.

    What is packed never depends on what follows: a statement appended at the end leaves every other one in its policy.
    One inserted before others moves none that are before it, and others only as far as it takes their room.

    Args:
        statements: JSON of identity-based policies; functions of CloudFormation and tokens of CDK may stand for text.
        quota: the characters of one policy.
        resolved: turns a statement into what is deployed, which is measured. Default: it is that already.

    Raises:
        PolicyError: a statement alone exceeds the quota; the message names it, and what is long about it.
    """
    packing = Packing(quota=quota, resolved=resolved)
    for position, statement in enumerate(statements):
        packing.add(statement, f"statements[{position}]")
    return packing.policies


class Packing:
    """Policies that are filled one statement at a time."""

    def __init__(self, *, quota: int = MANAGED_POLICY_SIZE, resolved: Callable[[Json], Json] = _as_is) -> None:
        """Begin without a policy; the arguments are those of `packed`."""
        self._quota = quota
        self._resolved = resolved
        self._filled: list[_Filled] = []
        self._places: dict[str, int] = {}

    @property
    def policies(self) -> list[list[Json]]:
        """The statements of each policy."""
        return [[part.statement for part in policy.parts] for policy in self._filled]

    def add(self, statement: Json, what: str) -> None:
        """Merge a statement into one that is there, or else place it.

        The meaning stays: a statement matches if action, resource and conditions all do, and one of the actions is
        enough. So it is for resources, and not for NotAction and NotResource, where none may match.

        Args:
            statement: its JSON.
            what: what a message calls it, unless it has a Sid.

        Raises:
            PolicyError: the statement alone exceeds the quota.
        """
        part = self._part(statement)
        if not any(policy.grow(index, merged) for policy, index, merged in self._merged(part)):
            self._place(part, what)

    def place(self, statement: Json, what: str = "a statement") -> int:
        """Put a statement into the first policy that has room and not its Sid, and return the policy's index.

        What is there already stays where it is.

        Raises:
            PolicyError: the statement alone exceeds the quota.
        """
        return self._place(self._part(statement), what)

    def _place(self, part: _Part, what: str) -> int:
        key = _canonical(part.statement)
        if key not in self._places:
            self._require_size(part, what)
            self._places[key] = self._first_fit(part)
        return self._places[key]

    def _merged(self, part: _Part) -> Iterator[tuple[_Filled, int, _Part]]:
        for element, key in part.keys.items():
            for policy in self._filled:
                for index, other in enumerate(policy.parts):
                    if other.keys.get(element) == key:
                        yield policy, index, self._part(_union(other.statement, part.statement, element))

    def _first_fit(self, part: _Part) -> int:
        index = next((index for index, policy in enumerate(self._filled) if policy.takes(part)), len(self._filled))
        if index == len(self._filled):
            self._filled.append(_Filled(self._quota - EMPTY_DOCUMENT + len(","), []))
        self._filled[index].add(part)
        return index

    def _part(self, statement: Json) -> _Part:
        return _Part(statement, self._resolved(statement), _keys(statement))

    def _require_size(self, part: _Part, what: str) -> None:
        size = least_size(part.resolved) + EMPTY_DOCUMENT
        if size > self._quota:
            named = f"statement {part.sid!r}" if part.sid else what
            longest, characters = max(
                ((name, least_size(value)) for name, value in part.resolved.items()), key=lambda pair: pair[1]
            )
            raise PolicyError(
                f"{named} is too long for a policy of {self._quota:,} characters; split it: alone it makes {size:,}, "
                f"of which {longest} has {characters:,}"
            )


@dataclass(frozen=True)
class _Part:
    """A statement in its policy.

    Attributes:
        statement: its JSON.
        resolved: what is deployed.
        keys: for each element that may be merged, all the rest of the statement.
    """

    statement: Json
    resolved: Json
    keys: dict[str, str]

    @cached_property
    def size(self) -> int:
        """The characters, with a comma."""
        return estimated_size(self.resolved) + len(",")

    @property
    def sid(self) -> str | None:
        return self.statement.get("Sid")


@dataclass
class _Filled:
    """A policy, with the characters that are left; none are for a statement that might exceed the quota alone."""

    room: int
    parts: list[_Part]

    def takes(self, part: _Part) -> bool:
        return part.size <= self.room and not (part.sid and part.sid in {other.sid for other in self.parts})

    def add(self, part: _Part) -> None:
        self.parts.append(part)
        self.room -= part.size

    def grow(self, index: int, merged: _Part) -> bool:
        growth = merged.size - self.parts[index].size
        fits = growth <= max(self.room, 0)
        if fits:
            self.parts[index] = merged
            self.room -= growth
        return fits


def _canonical(part: Any) -> str:
    # What is no JSON is an object of CDK, which is like nothing but itself.
    return json.dumps(part, sort_keys=True, default=repr)


def _keys(statement: Json) -> dict[str, str]:
    if statement.get("Sid"):
        return {}
    return {element: _canonical(_rest(statement, element)) for element in _MERGED if _is_texts(statement.get(element))}


def _rest(statement: Json, element: str) -> Json:
    return {name: _listed(value) for name, value in statement.items() if name != element}


def _is_texts(element: Any) -> bool:
    """Tell whether an element is known to be one text or a list of them: a function that stands for all may be any."""
    return isinstance(element, (str, list)) and _LIST_TOKEN not in str(element)


def _listed(element: Any) -> Any:
    return [element] if isinstance(element, str) else element


def _union(first: Json, second: Json, element: str) -> Json:
    items, further = ({_canonical(item): item for item in _listed(each[element])} for each in (first, second))
    return first if further.keys() <= items.keys() else {**first, element: list({**items, **further}.values())}
