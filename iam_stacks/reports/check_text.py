"""What a check found, as people read it."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.review import Review, Reviewed
from iam_stacks.checks.rule import ERROR, WARNING, Severity
from iam_stacks.escalation.words import said
from iam_stacks.policy.position import show_path
from iam_stacks.reports.answer_text import Line

_STYLES: dict[Severity, str] = {ERROR: "red", WARNING: "yellow"}


def check_lines(review: Review) -> Iterator[Line]:
    """Yield a paragraph for each finding, in the order of their places, and a summary."""
    for each in review.found:
        yield from _paragraph(each)
    yield [_summary(review)]
    if review.gone:
        yield [f"{_count(len(review.gone), 'finding')} of the baseline not found any more: {', '.join(review.gone)}"]


def _paragraph(reviewed: Reviewed) -> Iterator[Line]:
    diagnosis = reviewed.diagnosis
    place = diagnosis.place
    where = " ".join(filter(None, (place.logical_id, show_path(place.path))))
    severity = (diagnosis.severity, _STYLES[diagnosis.severity])
    head = ": ".join(filter(None, (place.template, where)))
    yield [f"{head}: ", severity, f": {diagnosis.qualified_rule}: {diagnosis.message}"]
    details = {
        "mend": diagnosis.fix,
        "source": diagnosis.rule.source,
        "depends on": ", ".join(diagnosis.depends_on),
        "configured at": reviewed.config and "{}:{}".format(*reviewed.config),
        "construct": reviewed.construct_path,
        "principal": diagnosis.principal,
    }
    for name, text in details.items():
        if text:
            yield [f"    {name}: {text}"]
    for number, hop in enumerate(diagnosis.path, 1):
        yield [f"    step {number}: {said(hop)}"]


def _summary(review: Review) -> str:
    errors, warnings = review.count(ERROR), review.count(WARNING)
    found = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}" if errors + warnings else "nothing found"
    accepted = {"acknowledged": review.acknowledged, "in the baseline": review.known}
    return "; ".join([found, *(f"{count} {how}" for how, count in accepted.items() if count)])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
