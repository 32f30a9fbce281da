"""Each method: an account in which somebody can use it, and the same account mended in each way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from iam_stacks.escalation.escalation import Escalation
from iam_stacks.escalation.method import Gain, Method
from iam_stacks.escalation.methods import METHODS
from iam_stacks.escalation.path import Path
from iam_stacks.policy.symbol import show_symbols
from tests.escalation.conftest import Read
from tests.escalation.estate import Estate, mended, overlapping, undecided, vulnerable

each_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)


def found(read: Read, estate: Estate) -> tuple[Path, ...]:
    """Return the paths by any method, but for one that needs even less than the method that is tried."""
    methods = [each for each in METHODS if not needs_less(each, estate.method)]
    return Escalation(read(estate.resources), methods=methods).to_administrators()


def needs_less(other: Method, method: Method) -> bool:
    return other.over == method.over and {each.action for each in other.needs} < {each.action for each in method.needs}


@each_method
def test_a_principal_that_can_use_it_becomes_administrator(read: Read, method: Method) -> None:
    estate = vulnerable(method)
    (path,) = found(read, estate)
    (hop,) = path.hops
    assert (path.start, hop.actor, hop.method.id) == (estate.actor, estate.actor, method.id)
    assert path.end == hop.to
    assert (method.gain is Gain.CREATE) != (hop.to == estate.target)
    assert [(done.action, show_symbols(done.resource)) for done in hop.done] == estate.done
    assert path.depends_on == ()


@each_method
def test_the_statements_that_allow_it_are_named(read: Read, method: Method) -> None:
    (path,) = found(read, vulnerable(method))
    (hop,) = path.hops
    named = [[(reason.policy, reason.statement) for reason in done.statements] for done in hop.done]
    needed = [statements for need, statements in zip(method.needs, named, strict=False) if not need.opened]
    for index, statements in enumerate(needed):
        assert set(allowing(method, index)) <= set(statements)
        assert len([policy for policy, _ in statements if policy.startswith("X")]) == 1
    assert named[len(method.needs) :] == ([[("R3/trust", 0)]] if method.service else [])


def allowing(method: Method, index: int) -> Iterator[tuple[str, int]]:
    """Yield the statements that allow the need with this index, of those that are written for it."""
    if method.gain is Gain.UNBOUND:
        yield "X1/a1", 1
        yield "arn:aws:iam::123456789012:policy/b4", index + 1
    else:
        yield f"X{index % 2 + 1}/a{index % 2 + 1}", index // 2 + 1


@each_method
def test_whatever_mends_it_leaves_no_path(read: Read, method: Method) -> None:
    assert [words for words, estate in mended(method) if found(read, estate)] == []


@each_method
def test_what_nobody_can_know_is_said(read: Read, method: Method) -> None:
    said = [(key, [path.depends_on for path in found(read, estate)]) for key, estate in undecided(method)]
    assert said == [(key, [(key,)]) for key, _ in said]


@pytest.mark.parametrize("method", [each for each in METHODS if each.chosen], ids=lambda method: method.id)
def test_a_chosen_resource_is_one_that_all_statements_allow(read: Read, method: Method) -> None:
    (path,) = found(read, overlapping(method))
    (hop,) = path.hops
    for on, needs in method.chosen.items():
        assert len({done.resource for need, done in zip(method.needs, hop.done, strict=False) if need in needs}) == 1, (
            on
        )
