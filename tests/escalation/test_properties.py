"""What holds for every account.

`python -m tests.escalation.test_properties` tries many more accounts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iam_stacks.account.account import Account
from iam_stacks.account.load import load
from iam_stacks.escalation.escalation import Escalation
from iam_stacks.escalation.method import Need
from iam_stacks.escalation.methods import METHODS
from iam_stacks.escalation.path import Done, Hop
from tests.escalation.conftest import ACCOUNT
from tests.escalation.naive import TRIED, naive
from tests.escalation.parts import short
from tests.escalation.strategies import ROLES, USERS, Facts, Json, accounts, boundaries, statements

FEW, MANY = 15, 500
few = settings(
    max_examples=MANY if __name__ == "__main__" else FEW, deadline=None, suppress_health_check=list(HealthCheck)
)
"""Accounts are read from files, and asked many questions."""

WHO = (*USERS, *ROLES, "g1", "p1")
TRIED_METHODS = tuple(method for method in METHODS if {need.action for need in method.needs} <= TRIED)


def read(resources: Json) -> Account:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "t.json"
        file.write_text(json.dumps({"Resources": resources}), encoding="utf-8")
        return load([file], account=ACCOUNT, region="eu-central-1")


def powerful(facts: Facts, **options: Any) -> set[str]:
    """Those who are administrators or can become some."""
    escalation = Escalation(read(facts.resources), **options)
    paths = escalation.to_administrators()
    return {short(arn) for arn in (*escalation.administrators, *(path.start for path in paths))}


@few
@given(accounts(denies_in_groups=False))
def test_what_is_found_is_what_somebody_finds_who_tries_everything(facts: Facts) -> None:
    assert powerful(facts, methods=TRIED_METHODS) == set(naive(read, facts))


@few
@given(accounts(), st.sampled_from(WHO), statements("Deny"))
def test_a_deny_makes_nobody_powerful(facts: Facts, who: str, deny: Json) -> None:
    denied = replace(facts, statements={**facts.statements, who: (*facts.statements[who], deny)})
    assert powerful(denied) <= powerful(facts)


@few
@given(accounts(), st.sampled_from((*USERS, *ROLES)), boundaries())
def test_a_boundary_makes_nobody_powerful(facts: Facts, who: str, boundary: tuple[Json, ...]) -> None:
    free = facts.without_boundary(who)
    bounded = replace(free, boundaries={**free.boundaries, who: boundary})
    assert powerful(bounded) <= powerful(free)


@few
@given(accounts(), st.data())
def test_an_allow_less_makes_nobody_powerful(facts: Facts, data: st.DataObject) -> None:
    allows = [(who, each) for who, listed in facts.statements.items() for each in listed if each["Effect"] == "Allow"]
    if allows:
        who, gone = data.draw(st.sampled_from(allows))
        left = tuple(each for each in facts.statements[who] if each is not gone)
        assert powerful(replace(facts, statements={**facts.statements, who: left})) <= powerful(facts)


@few
@given(accounts())
def test_the_first_hop_of_a_path_is_confirmed_by_the_account(facts: Facts) -> None:
    paths = Escalation(read(facts.resources)).to_administrators()
    account = read(facts.resources)
    for path in paths:
        hop = path.hops[0]
        assert hop.actor == path.start
        for need, done in zip(hop.method.needs, hop.done, strict=False):
            assert need.opened or confirmed(account, facts, hop, need, done), done


def confirmed(account: Account, facts: Facts, hop: Hop, need: Need, done: Done) -> bool:
    """Ask the account, with what the method decides and what is known of the resource."""
    tag = facts.tags.get(done.resource.rpartition("/")[2])
    tags = {"aws:ResourceTag/t": tag} if tag else {}
    asked = [account.can(hop.actor, done.action, done.resource, {**tags, **each}) for each in contexts(need.context)]
    best = min(asked, key=lambda access: (not access.possible, len(access.decision.depends_on)))
    return best.possible and set(best.decision.depends_on) <= {*done.depends_on}


def contexts(context: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what is known in each request from which the method can choose."""
    choices = [each if isinstance(each, tuple) and each else (each,) for each in context.values()]
    filled = [[_filled(value) for value in values] for values in choices]
    return [dict(zip(context, values, strict=True)) for values in product(*filled)]


def _filled(value: Any) -> Any:
    return value.format(partition="aws", account=ACCOUNT) if isinstance(value, str) else value


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
            sys.stdout.write(f"{name}: {MANY} accounts\n")
