"""Values of one condition key: one for every difference that its conditions can see."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable
from decimal import Context, Decimal, localcontext
from ipaddress import ip_address
from itertools import pairwise

from iam_stacks.policy.comparable import instant, network, number
from iam_stacks.policy.operators import Operator
from iam_stacks.policy.witness import OTHER, TooLargeError, condition_witnesses

Asked = Iterable[tuple[Operator, str]]
"""What conditions ask of a key: their operators, each with a value."""

_ARN_COLONS = 5
_DIGITS = 80
_NANOSECOND = Decimal("1e-9")
_ADDRESSES = {4: 2**32, 6: 2**128}


def samples(asked: Asked) -> set[str]:
    """Return values that tell what is asked apart, one that no policy has among them.

    Raises:
        TooLargeError: the key is compared in several ways, such as as text and as a number, or there are too many.
    """
    ways: dict[Callable[[Asked], Iterable[str]], set[tuple[Operator, str]]] = {}
    for operator, text in asked:
        if operator.family != "Null":
            ways.setdefault(_WAYS[operator.family], set()).add((operator, text))
    if len(ways) > 1:
        raise TooLargeError
    return {OTHER}.union(*(way(questions) for way, questions in ways.items()))


def _texts(asked: Asked) -> Iterable[str]:
    arns = {text for operator, text in asked if operator.family == "Arn"}
    folded = {text.lower() for operator, text in asked if operator.ignores_case}
    plain = {text for operator, text in asked if operator.family == "String" and not operator.ignores_case}
    usable = {arn for arn in arns if arn.count(":") >= _ARN_COLONS}
    found = condition_witnesses(frozenset(plain), frozenset(usable), frozenset(folded))
    if found is None:
        raise TooLargeError
    return *found, *folded


def _numbers(asked: Asked) -> Iterable[str]:
    """Return the numbers that are given, one between any two, one below and one above all."""
    given = {text: Decimal(value) for _, text in asked if (value := number(text)) is not None}
    limits = sorted(set(given.values()))
    with localcontext(Context(prec=_DIGITS)):
        between = [(low + high) / 2 for low, high in pairwise(limits)]
        outside = [limits[0] - abs(limits[0]) - 1, limits[-1] + abs(limits[-1]) + 1] if limits else []
    return [*given, *(f"{value:e}" for value in (*between, *outside))]


def _instants(asked: Asked) -> Iterable[str]:
    """Return the dates that are given, and a moment before and after each; with a point, so that none is a year."""
    limits = {Decimal(value) for _, text in asked if (value := instant(text)) is not None}
    return [f"{limit + step:.9f}" for limit in limits for step in (-_NANOSECOND, Decimal(0), _NANOSECOND)]


def _addresses(asked: Asked) -> Iterable[str]:
    """Return the first address of every range that the networks cut the address space into."""
    starts = {(4, 0)}
    for version, first, last in filter(None, (network(text) for _, text in asked)):
        starts |= {(version, 0), (version, first), (version, (last + 1) % _ADDRESSES[version])}
    return [str(ip_address(value.to_bytes(4 if version == 4 else 16, "big"))) for version, value in starts]


def _binaries(asked: Asked) -> Iterable[str]:
    return [b64encode(OTHER.encode()).decode(), *(text for _, text in asked)]


_WAYS: dict[str, Callable[[Asked], Iterable[str]]] = {
    "String": _texts,
    "Arn": _texts,
    "Bool": _texts,
    "Numeric": _numbers,
    "Date": _instants,
    "IpAddress": _addresses,
    "Binary": _binaries,
}
