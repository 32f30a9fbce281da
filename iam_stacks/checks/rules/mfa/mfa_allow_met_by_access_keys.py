"""Statements that allow with MFA, and also whoever has a long-term access key."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.mfa.callers import access_keys_can_ask
from iam_stacks.checks.rules.mfa.denials import is_denied_elsewhere
from iam_stacks.checks.rules.mfa.remarks import remark
from iam_stacks.checks.rules.mfa.requests import ACCESS_KEY, LONG_AGO, SESSION, WITH_MFA, asks_for_mfa, is_about
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.statement import Statement


def _check(view: StatementView) -> Iterator[Remark]:
    if not view.allows or view.policy.of_aws or not _lets_keys_in(view.statement) or not access_keys_can_ask(view):
        return
    if not is_denied_elsewhere(view, ACCESS_KEY):
        yield remark(view, "requests that are signed with a long-term access key meet it: they do not have the key")


def _lets_keys_in(statement: Statement) -> bool:
    """Tell whether an Allow wants MFA, or MFA of late, and is about access keys as well."""
    let_in = all(is_about(statement, said) for said in (WITH_MFA, ACCESS_KEY))
    wants_mfa = not all(is_about(statement, said) for said in (SESSION, LONG_AGO))
    return asks_for_mfa(statement) and let_in and wants_mfa


RULE = Rule(
    id="mfa-allow-met-by-access-keys",
    over=StatementView,
    severity=ERROR,
    says="An Allow for requests with MFA is met by long-term access keys, whose requests say nothing of MFA",
    because="the MFA rule does not hold",
    fix='ask {"Bool": {"aws:MultiFactorAuthPresent": "true"}}, without IfExists',
    source="IAM User Guide, AWS global condition context keys: aws:MultiFactorAuthPresent",
    check=_check,
)
