"""Trust in certificates of whichever authority."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.claims import asking
from iam_stacks.checks.rules.trust.trusted import ASSUME_ROLE, SERVICE, has_unknown_key, lets_assume, names_of
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.symbol import has_symbol
from iam_stacks.policy.trust.clauses import SOURCE_ARN, is_pattern
from iam_stacks.policy.trust.roles_anywhere import ROLES_ANYWHERE

_ANCHOR = ":trust-anchor/"


def _check(view: StatementView) -> Iterator[Remark]:
    if not lets_assume(view, ASSUME_ROLE):
        return
    for name in names_of(view, SERVICE):
        if name.text.lower() == ROLES_ANYWHERE and not _names_anchor(view):
            message = f"certificates of every trust anchor of the account are let in: {SOURCE_ARN} does not name one"
            yield Remark(message=message, steps=name.steps)


def _names_anchor(view: StatementView) -> bool:
    lines = asking(view, SOURCE_ARN.lower())
    unknown = has_unknown_key(view)
    return unknown or any(all(map(_is_anchor, line.clause.values)) for line in lines)


def _is_anchor(value: str) -> bool:
    """Tell whether a value names one trust anchor, or is known at deployment only."""
    _, _, anchor = value.rpartition(_ANCHOR)
    return has_symbol(anchor) or (_ANCHOR in value and not is_pattern(anchor))


RULE = Rule(
    id="roles-anywhere-anchor-missing",
    over=StatementView,
    severity=WARNING,
    says="A role for certificates does not ask which authority has issued them",
    because="somebody may want it",
    fix="ask for aws:SourceArn by ArnEquals: the ARN of the trust anchor",
    source="IAM Roles Anywhere User Guide, The IAM Roles Anywhere trust model",
    check=_check,
)
