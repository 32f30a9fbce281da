"""Denials without MFA that pass long-term access keys by."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.mfa.callers import access_keys_can_ask
from iam_stacks.checks.rules.mfa.denials import is_denied_elsewhere
from iam_stacks.checks.rules.mfa.remarks import remark
from iam_stacks.checks.rules.mfa.requests import (
    ACCESS_KEY,
    IMPOSSIBLE,
    LONG_AGO,
    SESSION,
    WITH_MFA,
    asks_for_mfa,
    is_about,
)
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.statement import Statement


def _check(view: StatementView) -> Iterator[Remark]:
    if view.allows or view.policy.of_aws or not _passes_keys_by(view.statement) or not access_keys_can_ask(view):
        return
    if not is_denied_elsewhere(view, ACCESS_KEY):
        yield remark(view, "requests that are signed with a long-term access key escape: they do not have the key")


def _passes_keys_by(statement: Statement) -> bool:
    """Tell whether a Deny is about sessions without MFA, and not about access keys, which are without it too."""
    without_mfa = any(is_about(statement, said) for said in (SESSION, IMPOSSIBLE))
    spared = not any(is_about(statement, said) for said in (ACCESS_KEY, WITH_MFA, LONG_AGO))
    return asks_for_mfa(statement) and without_mfa and spared


RULE = Rule(
    id="mfa-deny-escaped-by-access-keys",
    over=StatementView,
    severity=ERROR,
    says="A Deny for requests without MFA does not hold for long-term access keys, whose requests say nothing of MFA",
    because="the MFA rule does not hold",
    fix='ask {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}} alone',
    source="IAM User Guide, AWS global condition context keys: aws:MultiFactorAuthPresent",
    check=_check,
)
