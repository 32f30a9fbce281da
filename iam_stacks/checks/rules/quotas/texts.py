"""Text that IAM does not accept: names, paths, descriptions, what is given for providers, passwords."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iam_stacks.account.model import Declared
from iam_stacks.account.place import Place
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.properties import quoted, texts_of
from iam_stacks.checks.rules.quotas.text_kinds import TEXT_KINDS, TextKind
from iam_stacks.checks.things import principal_of
from iam_stacks.checks.views import AccountView
from iam_stacks.policy import limits
from iam_stacks.policy.limits import TextRule
from iam_stacks.policy.size import least_text
from iam_stacks.policy.symbol import has_symbol, without_symbols

_NAMES = "name-malformed"


def _rule(id: str, kind: TextKind) -> Rule[AccountView]:
    def check(view: AccountView) -> Iterator[Remark]:
        for declared in view.account.declared:
            if declared.type not in kind.table:
                continue
            names, accepted = kind.table[declared.type]
            for text, place in texts_of(declared, *names):
                if _refused(text, accepted, loose=kind.loose):
                    yield _remark(declared, names, text, place, accepted, quiet=kind.quiet)
        if id == _NAMES:
            yield from _inline_names(view)

    return Rule(
        id=id,
        over=AccountView,
        severity=ERROR,
        says=kind.says,
        because="AWS refuses it",
        fix=kind.fix,
        source=kind.source,
        check=check,
    )


def _remark(
    declared: Declared, names: tuple[str, ...], text: str, place: Place, accepted: TextRule, *, quiet: bool
) -> Remark:
    length = len(least_text(text))
    shown = f"of {length:,} characters" if not accepted.minimum <= length <= accepted.maximum else "with its characters"
    return Remark(
        message=f"{'.'.join(names)} {shown if quiet else quoted(text)} is not allowed",
        fix=f"give {accepted.allowed}",
        place=place,
        subject=declared.place.logical_id,
        detail="" if quiet or isinstance(place.path[-1], str) else quoted(text),
        principal=principal_of(declared),
    )


def _inline_names(view: AccountView) -> Iterator[Remark]:
    for written in view.account.written:
        name = written.name.partition("/")[2]
        if written.place.path[1:2] == ("Policies",) and _refused(name, limits.POLICY_NAME, loose=True):
            yield Remark(
                message=f"PolicyName {quoted(name)} is not allowed",
                fix=f"give {limits.POLICY_NAME.allowed}",
                place=written.place.outside.at("PolicyName"),
                subject=written.place.logical_id,
                detail=quoted(name),
            )


def _refused(text: str, accepted: TextRule, *, loose: bool) -> bool:
    """Tell whether AWS would refuse text, whatever its symbols stand for."""
    if not has_symbol(text):
        return not accepted.accepts(text)
    if len(least_text(text)) > accepted.maximum:
        return True
    known = without_symbols(text)
    return loose and known != "" and re.fullmatch(accepted.pattern, known) is None


RULES = tuple(_rule(id, kind) for id, kind in TEXT_KINDS.items())
