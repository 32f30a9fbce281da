"""Policies that AWS would refuse for their grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.views import PolicyView, StatementView
from iam_stacks.policy.kind import TRUST
from iam_stacks.policy.position import Path
from iam_stacks.policy.symbol import has_symbol

_ELSEWHERE = "there is no condition operator"
"""How faults begin that another rule reports, which finds all of them."""

_STEP = re.compile(r"\[(\d+)\]|([^.\[]+)")


def _check(policy: PolicyView) -> Iterator[Remark]:
    fault = policy.written.fault
    if fault and not has_symbol(fault) and not fault.startswith(_ELSEWHERE):
        yield Remark(message=fault, steps=_steps(policy.written.fault_at))
    if policy.document and not policy.document.statements:
        yield Remark(message="the policy has no statement", steps=("Statement",))
    if policy.kind == TRUST:
        for statement in policy.statements:
            yield from _superfluous(statement)


def _superfluous(view: StatementView) -> Iterator[Remark]:
    written = view.statement
    elements = {
        "Resource": written.resources,
        "NotResource": written.not_resources,
        "NotPrincipal": written.not_principals,
    }
    for name in (name for name, element in elements.items() if element is not None):
        message = f"a role's trust policy cannot have {name}"
        yield Remark(message=message, detail=name, steps=("Statement", view.index, name))


def _steps(shown: str) -> Path:
    """Return the steps of a place in a document that is written as `Statement[0].Effect`."""
    return tuple(int(index) if index else name for index, name in _STEP.findall(shown))


RULE = Rule(
    id="policy-malformed",
    over=PolicyView,
    severity=ERROR,
    says="A policy does not keep to the grammar of the policy language",
    because="AWS refuses it",
    fix="write it as the grammar says",
    source="IAM User Guide, Grammar of the IAM JSON policy language",
    check=_check,
)
