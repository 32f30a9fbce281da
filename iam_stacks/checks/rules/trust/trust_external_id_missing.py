"""Trust in another account without an external id."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.claims import asking, is_exact
from iam_stacks.checks.rules.trust.trusted import ASSUME_ROLE, AWS, has_unknown_key, lets_assume, names_of
from iam_stacks.checks.views import AccountView, StatementView
from iam_stacks.policy.symbol import has_symbol
from iam_stacks.policy.trust.accounts import literal_accounts
from iam_stacks.policy.trust.clauses import EXTERNAL_ID, MFA_PRESENT

_VOUCHING = (EXTERNAL_ID, MFA_PRESENT, "aws:PrincipalOrgID", "aws:PrincipalOrgPaths")
"""What a third party says of its customer, or what only people, or members of our organization, have."""


def _check(view: AccountView) -> Iterator[Remark]:
    for policy in view.policies:
        for statement in policy.statements:
            if lets_assume(statement, ASSUME_ROLE) and not _is_vouched(statement):
                yield from _of_statement(statement, view.own_accounts)


def _of_statement(view: StatementView, own: frozenset[str]) -> Iterator[Remark]:
    seen = {view.account.account_id, *own}
    other = "may be another one" if has_symbol(view.account.account_id) else "is another one"
    for name in names_of(view, AWS):
        for account in sorted(literal_accounts([name.text]) - seen):
            seen.add(account)
            yield Remark(
                message=f"account {account} {other}, and {EXTERNAL_ID} is not asked for",
                detail=account,
                steps=name.steps,
                at=view,
            )


def _is_vouched(view: StatementView) -> bool:
    if has_unknown_key(view):
        return True
    lines = (line for key in _VOUCHING for line in asking(view, key.lower()))
    return any(is_exact(line) or line.operator.quantifier for line in lines)


RULE = Rule(
    id="trust-external-id-missing",
    over=AccountView,
    severity=WARNING,
    says="A role trusts another account without an external id",
    because="somebody may want it: an account of one's own needs none",
    fix="if a third party has the account, ask for the sts:ExternalId that it gave; else list it among own_accounts",
    source="IAM User Guide, Access to AWS accounts owned by third parties",
    check=_check,
)
