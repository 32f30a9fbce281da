"""Trust in users and roles of the account that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from iam_stacks.account.account import Account
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.trusted import AWS, lets_assume, names_of
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.arn import Arn, split_arn
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
            continue
        entity = _entity(split_arn(name.text))
        if entity and _account_of(name.text) == view.account.account_id and not _exists(view.account, entity):
            message = f"{entity} is not there{_hint(view.account, entity)}"
            yield Remark(message=message, detail=entity, steps=name.steps)


def _account_of(text: str) -> str:
    arn = split_arn(text)
    return arn.account if arn else ""


def _entity(arn: Arn | None) -> str:
    """Return the user or role that an ARN names, that of a session without its path; empty if there is none to find."""
    if arn is None or has_symbol(arn.resource) or is_pattern(arn.resource):
        return ""
    kind, _, rest = arn.resource.partition("/")
    if (arn.service, kind) == ("sts", "assumed-role"):
        return f"role/{rest.partition('/')[0]}"
    return arn.resource if arn.service == "iam" and kind in ("user", "role") else ""


def _exists(account: Account, entity: str) -> bool:
    return entity.startswith(_NOT_OURS) or entity in _known(account) or entity in _without_path(account)


def _known(account: Account) -> set[str]:
    return {thing.arn.split(":", 5)[5] for thing in (*account.users, *account.roles)}


def _without_path(account: Account) -> set[str]:
    """Return the roles as the ARNs of their sessions have them."""
    return {f"role/{role.name}" for role in account.roles}


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
