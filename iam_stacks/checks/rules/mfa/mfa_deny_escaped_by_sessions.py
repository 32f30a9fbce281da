"""Denials without MFA that pass sessions by."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.mfa.denials import is_denied_elsewhere
from iam_stacks.checks.rules.mfa.remarks import remark
from iam_stacks.checks.rules.mfa.requests import ACCESS_KEY, SESSION, WITH_MFA, asks_for_mfa, is_about
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.statement import Statement


def _check(view: StatementView) -> Iterator[Remark]:
    passes = not view.allows and not view.policy.of_aws and _passes_sessions_by(view.statement)
    if passes and not is_denied_elsewhere(view, SESSION):
        yield remark(view, "sessions without MFA escape: they have the key, which is false then")


def _passes_sessions_by(statement: Statement) -> bool:
    spared = not any(is_about(statement, said) for said in (SESSION, WITH_MFA))
    return asks_for_mfa(statement) and spared and is_about(statement, ACCESS_KEY)


RULE = Rule(
    id="mfa-deny-escaped-by-sessions",
    over=StatementView,
    severity=WARNING,
    says="A Deny holds for requests that say nothing of MFA, and for no session without MFA",
    because="somebody may want it: no long-term access keys",
    fix='ask {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}} if MFA is meant',
    source="IAM User Guide, AWS global condition context keys: aws:MultiFactorAuthPresent",
    check=_check,
)
