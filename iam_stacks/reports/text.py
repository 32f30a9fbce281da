"""What a person reads when a synthesis fails."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from iam_stacks.checks.finding import Finding
from iam_stacks.reports.advice import ADVICE, UNJUDGED, Advice
from iam_stacks.reports.violation import Violation

_CONTROL_IDS = re.compile(r" - \(Control IDs?: .*\)\.?$", re.DOTALL)


def text_report(violations: Sequence[Violation], origins: Mapping[str, str]) -> str:
    """Return a short report of what is not accepted: a paragraph for each finding, whichever packs have it.

    Args:
        violations: what was found.
        origins: where the configuration speaks of a construct: its path, to text such as `iam.yaml:12:3`.

    Returns:
        Nothing when all is accepted.
    """
    unaccepted = sorted((violation for violation in violations if not violation.reason), key=_sameness)
    subjects = _subjects(violations)
    paragraphs = [_Paragraph(list(same), subjects, origins) for _, same in groupby(unaccepted, key=_sameness)]
    if not paragraphs:
        return ""
    errors = sum(paragraph.blocks for paragraph in paragraphs)
    texts = sorted(map(str, paragraphs), key=_by_line)
    return "\n".join([*texts, f"{_count(errors, 'error')}, {_count(len(paragraphs) - errors, 'warning')}"])


def _subjects(violations: Iterable[Violation]) -> Mapping[tuple[str, str], set[str | None]]:
    """Return all that each rule names at each construct."""
    subjects: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    for violation in violations:
        finding = violation.finding
        subjects[finding.path, finding.rule].add(finding.subject)
    return subjects


def _sameness(violation: Violation) -> tuple[str, ...]:
    finding = violation.finding
    return (finding.path, finding.rule_names[1], finding.subject or "", violation.fix)


def _by_line(text: str) -> list[str | int]:
    """Order `iam.yaml:9` before `iam.yaml:10`."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", text.partition("\n")[0])]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


class _Paragraph:
    """One finding, in all packs that have it."""

    def __init__(
        self, same: list[Violation], subjects: Mapping[tuple[str, str], set[str | None]], origins: Mapping[str, str]
    ) -> None:
        self._first = same[0]
        self._finding = same[0].finding
        self._subject = _unmistakable(self._finding, subjects[self._finding.path, self._finding.rule])
        self._origin = _nearest(self._finding.path, origins)
        packs = sorted({violation.finding.pack for violation in same})
        self._packs = ", ".join(packs)
        self._rule = self._finding.rule_names[0 if len(packs) == 1 and self._finding.is_of_nag else 1]
        self.blocks = any(violation.blocks for violation in same)

    def __str__(self) -> str:
        kind = "error" if self.blocks else "warning"
        subject = f" ({self._subject})" if self._subject else ""
        place = self._origin or self._finding.path or self._packs
        return "\n".join(
            self._lines(
                f"{place}: {kind}: {self._rule}{subject}: {self._advice.problem}",
                found_by=self._packs,
                construct=self._finding.path,
                mend=self._first.fix or self._advice.remedy,
                source=self._first.source,
                accept=self._acceptance(),
            )
        )

    @property
    def _advice(self) -> Advice:
        if self._finding.unjudged:
            return UNJUDGED
        unknown = Advice(self._first.problem or _CONTROL_IDS.sub("", self._first.description), "")
        return ADVICE.get(self._finding.rule_names[1], unknown)

    def _acceptance(self) -> str:
        """What to write into the configuration; only findings of packs and our own warnings can be accepted there."""
        if not self._origin or not self._finding.can_be_accepted or self._finding.unjudged:
            return ""
        subject = f", finding: {json.dumps(self._subject, ensure_ascii=False)}" if self._subject else ""
        return f"under acknowledge: - {{rule: {self._rule}{subject}, reason: ...}}"

    @staticmethod
    def _lines(head: str, **details: str) -> Iterable[str]:
        yield head
        yield from (f"    {key.replace('_', ' ')}: {text}" for key, text in details.items() if text)


def _unmistakable(finding: Finding, subjects: set[str | None]) -> str:
    """Return the shortest spelling that means none of the other subjects; nothing if the rule names nothing."""
    others = [replace(finding, subject=subject) for subject in subjects - {finding.subject}]
    clear = (text for text in finding.spellings if not any(other.is_about(text) for other in others))
    return next(clear, "")


def _nearest(path: str, origins: Mapping[str, str]) -> str:
    while path and path not in origins:
        path = path.rpartition("/")[0]
    return origins.get(path, "")
