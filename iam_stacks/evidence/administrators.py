"""Whether a policy allows everything, however that is spelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from iam_stacks.account.service_data import expand_actions, services
from iam_stacks.checks.rules.least_privilege.administrators import is_administrative
from iam_stacks.checks.views import PolicyView, StatementView
from iam_stacks.evidence.permission_sets import PermissionSet, permission_sets
from iam_stacks.evidence.records import Records
from iam_stacks.evidence.rule_proofs import unread
from iam_stacks.evidence.shown import Claim, Shown, all_of, claimed
from iam_stacks.policy.aws_managed import AWS_MANAGED
from iam_stacks.policy.kind import IDENTITY
from iam_stacks.policy.statement import Statement
from iam_stacks.policy.symbol import is_symbol, show_symbols

_EVERY_ACTION, _EVERYTHING = re.compile(r"\*+(:\*+)?"), re.compile(r"\*+|arn:[*:]+|arn:aws[a-z-]*:[*:]+")
_ADMINISTRATOR = f"{AWS_MANAGED}AdministratorAccess"


def no_administrators(records: Records) -> Shown:
    """Return whether no policy allows every action on every resource."""
    policies = (claimed(records.at(each.place), _everything(each)) for each in records.policies(IDENTITY))
    sets = (claimed(each.name, _everything_by_set(each)) for each in permission_sets(records))
    return all_of([*policies, *map(unread, records.holders), *sets])


def _everything(policy: PolicyView) -> Iterator[Claim]:
    yield _is_narrow(policy), f"allows everything by the policy {policy.name}"


def _is_narrow(policy: PolicyView) -> bool | None:
    """Tell whether a policy leaves something out, however much of it is spelt with other elements or statements."""
    granting = [each for each in policy.statements if each.grants]
    wide = [each for each in granting if _is_on_everything(each.statement)]
    if any(map(_has_all_but_a_few, wide)) or _is_all(_reach(wide)):
        return False
    open_too = [each for each in granting if each in wide or any(map(is_symbol, each.statement.resources or ()))]
    return None if policy.document is None or _is_all(_reach(open_too)) else True


def _is_on_everything(statement: Statement) -> bool:
    return statement.not_resources is not None or any(map(_EVERYTHING.fullmatch, statement.resources or ()))


def _has_all_but_a_few(view: StatementView) -> bool:
    """Tell whether a statement names every action, or leaves out some by NotAction and makes administrators still."""
    if view.statement.not_actions is None:
        return any(map(_EVERY_ACTION.fullmatch, view.statement.actions or ()))
    return is_administrative(view)


def _reach(views: list[StatementView]) -> frozenset[str]:
    return frozenset().union(*(view.reach for view in views))


def _is_all(actions: frozenset[str]) -> bool:
    # To read the actions of all services takes longer than all else here, and few policies have some of each.
    return {action.partition(":")[0] for action in actions} >= services() and actions >= _all_actions()


@cache
def _all_actions() -> frozenset[str]:
    return frozenset(expand_actions("*"))


def _everything_by_set(of: PermissionSet) -> Iterator[Claim]:
    """Yield the claims of a permission set; what other policies of AWS and of accounts allow was not read."""
    yield from _everything(of.inline) if of.inline else ()
    for arn in of.managed:
        yield False if arn.endswith(_ADMINISTRATOR) else None, f"allows everything by {show_symbols(arn)}"
    yield None if of.refers else True, "allows everything by a policy that it refers to"
