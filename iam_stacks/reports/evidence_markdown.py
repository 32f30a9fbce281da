"""Evidence as a report in Markdown, one section for each account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from iam_stacks.evidence.judge import STATUSES, Judged
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.practices import THEMES
from iam_stacks.policy.symbol import show_symbols
from iam_stacks.reports.evidence_json import Evidence
from iam_stacks.reports.markdown import row

_NAMED = 4
"""Names that a cell has: as many as a chain has, from a trail to a subscriber."""
_HEAD = ("practice", "status", "by what, or why", "CIS v3, v5, v7", "Security Hub")
_BY_HAND = ("met", "watched", "outside")
"""What is to be done by hand comes after what templates do."""
_NOTHING = "nothing that was read says so"


def evidence_lines(evidence: Sequence[Evidence]) -> Iterator[str]:
    """Yield the lines of the report."""
    yield "# Evidence"
    for account, judged in evidence:
        yield ""
        yield f"## Account {escape(show_symbols(account.account_id), quote=False)}"
        yield ""
        yield _summary(judged)
        yield from _unresolved(len(account.unresolved))
        by_practice = {each.practice.id: each for each in judged}
        for theme, practices in THEMES.items():
            yield from _theme(theme, [by_practice[each.id] for each in practices])


def numbers_of(practice: Practice) -> tuple[str, str]:
    """Return the cells of a practice's numbers: those of the benchmark, and the controls."""
    controls = (f"{name} (retired)" if name in practice.retired else name for name in practice.security_hub)
    return (str(practice.cis) if practice.cis else "", ", ".join(controls))


def _summary(judged: Sequence[Judged]) -> str:
    counts = Counter(each.status for each in judged)
    return ", ".join(f"{counts[status]} {status}" for status in STATUSES)


def _unresolved(count: int) -> Iterator[str]:
    """Yield how much of the input was not resolved; stderr and the JSON name it."""
    parts, it = ("part of the input was", "it") if count == 1 else ("parts of the input were", "they")
    if count:
        yield from ("", f"{count} {parts} not resolved: what {it} would say is not in this report")


def _theme(theme: str, judged: Sequence[Judged]) -> Iterator[str]:
    yield from ("", f"### {theme[0].upper()}{theme[1:]}", "", row(*_HEAD), row(*("---" for _ in _HEAD)))
    for each in judged:
        practice = each.practice
        named = f"`{practice.id}`: {practice.says}"
        yield row(named, f"**{each.status}**", "; ".join(_why(each)), *numbers_of(practice))


def _why(judged: Judged) -> Iterator[str]:
    if judged.status == "met":
        yield _listed(judged.by, ", ")
    if judged.watched_by:
        yield f"watched by {_listed(judged.watched_by, ', ')}"
    if judged.because:
        yield _listed(judged.because, "; ")
    if judged.status == "not shown" and not judged.because:
        yield _NOTHING
    if judged.practice.by_hand and judged.status in _BY_HAND:
        yield f"by hand: {judged.practice.by_hand}"


def _listed(texts: Sequence[str], separator: str) -> str:
    more = [f"{len(texts) - _NAMED} more"] if len(texts) > _NAMED else []
    return separator.join([*(escape(text, quote=False) for text in texts[:_NAMED]), *more])
