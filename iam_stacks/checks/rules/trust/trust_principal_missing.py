"""Trust in users and roles of the account that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from iam_stacks.account.account import Account
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.trusted import AWS, lets_assume, names_of
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.arn import split_arn
from iam_stacks.policy.symbol import has_symbol
from iam_stacks.policy.trust.clauses import is_pattern

_DELETED = re.compile(r"A(ID|RO)A[A-Z0-9]{12,}")
"""What IAM puts into the place of a user or role that was deleted. IAM User Guide, "IAM identifiers"."""

_NOT_OURS = ("role/aws-service-role/", "role/aws-reserved/", "role/cdk-")
"""What AWS makes itself, and the bootstrap of CDK, whatever stands in templates."""


def _check(view: StatementView) -> Iterator[Remark]:
    if not lets_assume(view) or view.policy.written.kind:
        return
    for name in names_of(view, AWS):
        if _DELETED.fullmatch(name.text):
            message = f"{name.text} is what is left of a user or role that was deleted"
            yield Remark(message=message, detail=name.text, steps=name.steps)
        elif entity := _missing(name.text, view.account):
            message = f"{entity} is not there{_hint(view.account, entity)}"
            yield Remark(message=message, detail=entity, steps=name.steps)


def _missing(text: str, account: Account) -> str:
    """Return the user or role that an ARN names and the account has not; empty if there is none to look for."""
    arn = split_arn(text)
    if arn is None or arn.account != account.account_id or has_symbol(arn.resource) or is_pattern(arn.resource):
        return ""
    entity, known = arn.resource, _known(account)
    kind, _, rest = entity.partition("/")
    if (arn.service, kind) == ("sts", "assumed-role"):
        # The ARN of a session has the role's name without its path.
        entity, known = f"role/{rest.partition('/')[0]}", {f"role/{role.name}" for role in account.roles}
    looked_for = entity.startswith(("user/", "role/")) and not entity.startswith(_NOT_OURS)
    return entity if looked_for and entity not in known else ""


def _known(account: Account) -> set[str]:
    return {thing.arn.split(":", 5)[5] for thing in (*account.users, *account.roles)}


def _hint(account: Account, entity: str) -> str:
    known = {name.lower(): name for name in _known(account) if not has_symbol(name)}
    close = get_close_matches(entity.lower(), known, 1, cutoff=0.8)
    return f"; did you mean {known[close[0]]}?" if close else ""


RULE = Rule(
    id="trust-principal-missing",
    over=StatementView,
    severity=WARNING,
    says="A role trusts a user or role of the same account that is not among what was read",
    because="somebody may want it: it may be made elsewhere, and AWS refuses it if it is not",
    fix="name one that is there, as it is spelt there, or make it first",
    source="IAM User Guide, AWS JSON policy elements: Principal, IAM user principals",
    check=_check,
)
