"""Statements that allow every session, with MFA or without."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.mfa.denials import is_denied_elsewhere
from iam_stacks.checks.rules.mfa.remarks import remark
from iam_stacks.checks.rules.mfa.requests import ACCESS_KEY, SESSION, WITH_MFA, asks_for_mfa, is_about
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.statement import Statement


def _check(view: StatementView) -> Iterator[Remark]:
    lets_in = view.allows and not view.policy.of_aws and _lets_sessions_in(view.statement)
    if lets_in and not is_denied_elsewhere(view, SESSION):
        yield remark(view, "sessions without MFA meet it: they have the key, which is false then")


def _lets_sessions_in(statement: Statement) -> bool:
    let_in = all(is_about(statement, said) for said in (WITH_MFA, SESSION))
    return asks_for_mfa(statement) and let_in and not is_about(statement, ACCESS_KEY)


RULE = Rule(
    id="mfa-allow-met-by-sessions",
    over=StatementView,
    severity=WARNING,
    says="An Allow asks whether requests say something of MFA, and not whether MFA was used",
    because="somebody may want it: no long-term access keys",
    fix='ask {"Bool": {"aws:MultiFactorAuthPresent": "true"}} if MFA is meant',
    source="IAM User Guide, AWS global condition context keys: aws:MultiFactorAuthPresent",
    check=_check,
)
