"""Statements that add nothing to another one."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.redundancy.reach import Reach
from iam_stacks.checks.views import PolicyView

_KEY = "AWS::KMS::Key"
"""CDK gives keys statements that their default one covers, and nobody could take these out."""


def _check(policy: PolicyView) -> Iterator[Remark]:
    is_key = policy.guarded is not None and policy.guarded.kind == _KEY
    for effect in () if policy.of_aws or is_key else ("Allow", "Deny"):
        alike = [Reach(view) for view in policy.statements if view.statement.effect == effect]
        for index, reach in enumerate(alike):
            covering = next(_covering(alike, index), None)
            if covering:
                yield Remark(message=f"{covering.name} covers all of it, with the same effect", at=reach.view)


def _covering(alike: list[Reach], index: int) -> Iterator[Reach]:
    """Yield the statements that make one redundant; of two that cover each other, the first one stays."""
    reach = alike[index]
    for at, other in enumerate(alike):
        if at != index and other.covers(reach) and (at < index or not reach.covers(other)):
            yield other


RULE = Rule(
    id="statement-redundant",
    over=PolicyView,
    severity=WARNING,
    says="A statement is about nothing that another one of its policy is not about, with the same effect",
    because="redundancy",
    fix="take the statement out, or narrow the other one",
    source="IAM User Guide, IAM JSON policy elements reference",
    check=_check,
    either_way=True,
)
