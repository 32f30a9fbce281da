"""Trust policies that ask for what no session can have: an external id, session name or source identity."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.properties import quoted
from iam_stacks.checks.things import holder_of
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.kind import TRUST
from iam_stacks.policy.limits import EXTERNAL_ID, ROLE_SESSION_NAME, TextRule
from iam_stacks.policy.size import least_text
from iam_stacks.policy.symbol import has_symbol

_KEYS = {
    "sts:externalid": EXTERNAL_ID,
    "sts:rolesessionname": ROLE_SESSION_NAME,
    "sts:sourceidentity": ROLE_SESSION_NAME,
}
_OPERATORS = frozenset(("StringEquals", "StringEqualsIgnoreCase", "StringLike"))
_OPEN = frozenset("*?$")


def _check(statement: StatementView) -> Iterator[Remark]:
    if statement.kind != TRUST or not statement.allows:
        return
    for clause in statement.statement.conditions:
        accepted = _KEYS.get(clause.key.lower())
        if accepted and clause.operator in _OPERATORS and all(_impossible(each, accepted) for each in clause.values):
            yield Remark(
                message=f"{clause.key} is never {' or '.join(map(quoted, clause.values))}",
                fix=f"give {accepted.allowed}",
                steps=("Condition", clause.operator, clause.key),
                detail=clause.key,
                principal=holder_of(statement.policy),
            )


def _impossible(value: str, accepted: TextRule) -> bool:
    if has_symbol(value) or not _OPEN.isdisjoint(value):
        # A variable, or a wildcard, may stand for nothing.
        return "$" not in value and len(least_text(value).replace("*", "")) > accepted.maximum
    return not accepted.accepts(value)


RULE = Rule(
    id="session-value-impossible",
    over=StatementView,
    severity=ERROR,
    says="A trust policy asks for an external id, session name or source identity that no session can have",
    because="it grants nothing",
    fix="give one of the length and the characters that AWS STS takes",
    source="STS API Reference, AssumeRole",
    check=_check,
)
