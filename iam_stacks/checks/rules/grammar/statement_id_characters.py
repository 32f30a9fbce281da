"""Sids with characters that IAM refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.grammar.kinds import OF_IAM
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.symbol import without_symbols

_ALLOWED = re.compile(r"[A-Za-z0-9]*")


def _check(view: StatementView) -> Iterator[Remark]:
    sid = view.statement.sid or ""
    if view.kind in OF_IAM and not view.policy.of_aws and not _ALLOWED.fullmatch(without_symbols(sid)):
        yield Remark(message=f'the Sid "{sid}" has characters other than A-Z, a-z and 0-9', steps=("Sid",))


RULE = Rule(
    id="statement-id-characters",
    over=StatementView,
    severity=ERROR,
    says="A Sid has characters other than letters and digits",
    because="AWS refuses it",
    fix="write the Sid with A-Z, a-z and 0-9 only",
    source="IAM User Guide, IAM JSON policy elements: Sid",
    check=_check,
)
