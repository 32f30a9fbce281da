"""Trust in every certificate that an authority has issued."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.line import lines_of
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.trusted import ASSUME_ROLE, SERVICE, has_unknown_key, lets_assume, names_of
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.trust.roles_anywhere import ROLES_ANYWHERE

_WHO = ("aws:principaltag/x509subject", "aws:principaltag/x509san")


def _check(view: StatementView) -> Iterator[Remark]:
    if not lets_assume(view, ASSUME_ROLE) or _is_asked(view):
        return
    for name in names_of(view, SERVICE):
        if name.text.lower() == ROLES_ANYWHERE:
            message = "whoever has a certificate of the authority can assume the role: no subject is asked for"
            yield Remark(message=message, steps=name.steps)


def _is_asked(view: StatementView) -> bool:
    unknown = has_unknown_key(view)
    return unknown or any(line.clause.key.lower().startswith(_WHO) and line.asks_for_key for line in lines_of(view))


RULE = Rule(
    id="roles-anywhere-subject-missing",
    over=StatementView,
    severity=WARNING,
    says="A role for certificates does not ask whose certificate it is",
    because="somebody may want it",
    fix="ask for a field of the certificate, such as aws:PrincipalTag/x509Subject/CN",
    source="IAM Roles Anywhere User Guide, The IAM Roles Anywhere trust model",
    check=_check,
)
