"""Trust in principals of the account that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.known_principals import KnownPrincipals
from iam_stacks.checks.rules.trust.trusted import AWS, FEDERATED, lets_assume, names_of
from iam_stacks.checks.views import AccountView, StatementView
from iam_stacks.policy.kind import TRUST


def _check(view: AccountView) -> Iterator[Remark]:
    known = KnownPrincipals(view.account)
    for policy in view.policies:
        if policy.kind == TRUST and not policy.written.kind:
            for statement in filter(lets_assume, policy.statements):
                yield from _of_statement(statement, known)


def _of_statement(view: StatementView, known: KnownPrincipals) -> Iterator[Remark]:
    for name in names_of(view, AWS, FEDERATED):
        missing = known.missing(name.text)
        if missing:
            close = known.close(missing)
            hint = f"; did you mean {close}?" if close else ""
            why = " any more, since it was deleted" if missing == name.text else ""
            yield Remark(message=f"{missing} is not there{why}{hint}", detail=missing, steps=name.steps, at=view)


RULE = Rule(
    id="trust-principal-missing",
    over=AccountView,
    severity=WARNING,
    says="A role trusts a principal of the same account that is not among what was read",
    because="somebody may want it: it may be made elsewhere, and AWS refuses it if it is not",
    fix="name one that is there, as it is spelt there, or make it first",
    source="IAM User Guide, AWS JSON policy elements: Principal, IAM user principals",
    check=_check,
)
