"""Values that stand for all values: of each unknown key, one for every difference that the questions can see."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from ipaddress import ip_address
from itertools import combinations, pairwise
from typing import Final, TypeAlias, Union

from iam_stacks.policy.comparable import instant, network, number
from iam_stacks.policy.condition import Condition
from iam_stacks.policy.question import Question
from iam_stacks.policy.request import Request
from iam_stacks.policy.resource import Resources
from iam_stacks.policy.wildcard import MANY, ONE
from iam_stacks.policy.witness import OTHER, captures, witnesses

ABSENT: Final = ()
"""The representative of a key that is not in the request."""

Value: TypeAlias = Union[str, "tuple[str, ...]"]

_MOST_SINGLE = 24
_ADDRESSES = {4: 2**32, 6: 2**128}


def representatives(keys: Sequence[str], questions: Iterable[Question], request: Request) -> dict[str, list[Value]]:
    """Return the values to try for each key, the absent one first.

    Args:
        keys: the unknown keys, in lower case.
        questions: what is asked of them.
        request: whose known keys fill in variables.
    """
    asked = list(questions)
    texts = {key: sorted(_of_conditions(key, asked)) for key in keys}
    texts = {key: sorted({*texts[key], *_of_variables(key, asked, request, texts)}) for key in keys}
    texts = {key: sorted({*texts[key], *_of_filled(key, asked, request, texts)}) for key in keys}
    return {key: [ABSENT, *(texts[key] or [OTHER]), *_sets(key, texts[key], asked)] for key in keys}


def _conditions_on(key: str, asked: list[Question]) -> Iterator[Condition]:
    return (each.about for each in asked if isinstance(each.about, Condition) and each.about.key == key)


def _of_conditions(key: str, asked: list[Question]) -> Iterator[str]:
    """Yield values that tell the key's own conditions apart, as far as their values are fixed."""
    by_family: dict[str, set[str]] = {}
    for condition in _conditions_on(key, asked):
        fixed = (value.fixed for value in condition.values)
        by_family.setdefault(condition.operator.family, set()).update(text for text in fixed if text is not None)
    for family, texts in by_family.items():
        yield from _FAMILIES[family](texts)


def _of_variables(key: str, asked: list[Question], request: Request, texts: dict[str, list[str]]) -> Iterator[str]:
    """Yield values with which a variable of that key makes a pattern match."""
    for question in asked:
        if key not in {name for name, _ in question.keys}:
            continue
        about = question.about
        if isinstance(about, Resources):
            subjects, patterns = [request.resource], about.variable
        elif about.key != key:
            given = request.keys.get(about.key, ())
            subjects = [given] if isinstance(given, str) else [*given, *texts.get(about.key, ())]
            patterns = tuple(value for value in about.values if value.variables)
        else:
            continue
        yield OTHER
        for subject in subjects:
            for pattern in patterns:
                yield from captures(pattern, key, subject, request.keys)


def _of_filled(key: str, asked: list[Question], request: Request, texts: dict[str, list[str]]) -> Iterator[str]:
    """Yield values of a key that match what other keys make of its conditions' variables."""
    for condition in _conditions_on(key, asked):
        for value in condition.values:
            for variable in value.variables:
                for text in (*texts.get(variable.key, ()), variable.default):
                    filled = text and value.fill(
                        {**_others(value.variables, texts), **request.keys, variable.key: text}
                    )
                    if filled:
                        yield from _FAMILIES[condition.operator.family]({filled})


def _others(variables: Iterable[object], texts: dict[str, list[str]]) -> dict[str, str]:
    keys = {getattr(variable, "key", "") for variable in variables}
    return {key: texts[key][0] for key in keys if texts.get(key)}


def _sets(key: str, texts: list[str], asked: list[Question]) -> list[Value]:
    """Return lists of values, if the key is asked about as a multivalued one."""
    if not any(condition.operator.quantifier for condition in _conditions_on(key, asked)):
        return []
    few = texts[:_MOST_SINGLE]
    return [*combinations(few, 2), tuple(texts)]


def _strings(patterns: set[str]) -> set[str]:
    folded = {text.swapcase() for text in patterns if not _has_wildcard(text)}
    return {*witnesses(tuple(sorted(patterns | folded))), OTHER}


def _arns(patterns: set[str]) -> set[str]:
    return {*witnesses(tuple(sorted(patterns)), arn=True), OTHER}


def _between(read: Callable[[str], Decimal | int | None]) -> Callable[[set[str]], set[str]]:
    def values(texts: set[str]) -> set[str]:
        limits = sorted({Decimal(limit) for limit in map(read, texts) if limit is not None})
        if not limits:
            return {OTHER}
        middle = [(low + high) / 2 for low, high in pairwise(limits)]
        return {f"{value:f}" for value in (limits[0] - 1, *limits, *middle, limits[-1] + 1)}

    return values


def _epochs(texts: set[str]) -> set[str]:
    return {value if "." in value else f"{value}.0" for value in _between(instant)(texts)}


def _addresses(texts: set[str]) -> set[str]:
    """Return the first address of every range that the networks cut the address space into."""
    starts = {(4, 0)}
    for version, first, last in filter(None, map(network, texts)):
        starts |= {(version, 0), (version, first), (version, (last + 1) % _ADDRESSES[version])}
    return {_show_address(version, value) for version, value in starts}


def _show_address(version: int, value: int) -> str:
    packed = value.to_bytes(4 if version == 4 else 16, "big")
    return str(ip_address(packed))


def _binaries(texts: set[str]) -> set[str]:
    return {*texts, b64encode(OTHER.encode()).decode()}


def _has_wildcard(text: str) -> bool:
    return MANY in text or ONE in text


_FAMILIES: dict[str, Callable[[set[str]], set[str]]] = {
    "String": _strings,
    "Arn": _arns,
    "Numeric": _between(number),
    "Date": _epochs,
    "Bool": lambda _: {"true", "false"},
    "IpAddress": _addresses,
    "Binary": _binaries,
    "Null": lambda _: {OTHER},
}
