"""Evidence, as a report in Markdown."""

from dataclasses import replace

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.place import Unresolved
from iam_stacks.evidence.judge import Judged, Status, judge
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.practices import PRACTICES
from iam_stacks.monitoring.watched import CisNumbers
from iam_stacks.reports.evidence_markdown import evidence_lines, numbers_of, row
from tests.checks.diagnoses import account

EMPTY: Account = account()
FIRST = PRACTICES[0]
UNPROVEN = judge(EMPTY)


def line(status: Status, by_hand: str = "do it", **given: tuple[str, ...]) -> str:
    """Return the cell of a practice that says why."""
    first = Judged(practice=replace(FIRST, by_hand=by_hand), status=status, **given)
    lines = evidence_lines([(EMPTY, (first, *UNPROVEN[1:]))])
    (found,) = (text for text in lines if f"| `{FIRST.id}`: {FIRST.says} |" in text)
    _, shown, why, *_ = found.split(" | ")
    assert shown == f"**{status}**"
    return why


@pytest.mark.parametrize(
    ("status", "given", "why"),
    [
        ("met", {"by": ("S.A", "S.B")}, "S.A, S.B; by hand: do it"),
        ("met", {"by": ("A", "B", "C", "D", "E")}, "A, B, C, D, 1 more; by hand: do it"),
        ("met", {"by": ("S.A",), "watched_by": ("S.W",)}, "S.A; watched by S.W; by hand: do it"),
        ("watched", {"watched_by": ("S.W",)}, "watched by S.W; by hand: do it"),
        ("not met", {"because": ("S.C is wrong",)}, "S.C is wrong"),
        ("not met", {"because": ("a", "b", "c", "d", "e")}, "a; b; c; d; 1 more"),
        ("not shown", {"because": ("S.D is not read",)}, "S.D is not read"),
        ("not shown", {}, "nothing that was read says so"),
        ("outside", {}, "by hand: do it"),
    ],
)
def test_a_row_says_by_what_or_why(status: Status, given: dict[str, tuple[str, ...]], why: str) -> None:
    assert line(status, **given) == why


def test_names_cannot_break_a_table_or_be_markup() -> None:
    assert line("not met", because=("a|b <script> & c",)) == "a\\|b &lt;script&gt; &amp; c"


def test_each_account_has_a_section_with_a_summary_and_a_table_for_each_theme() -> None:
    lines = list(evidence_lines([(EMPTY, UNPROVEN), (EMPTY, UNPROVEN)]))
    assert lines[0] == "# Evidence"
    assert lines.count("## Account 123456789012") == 2
    assert lines.count("### Passwords") == lines.count("### Monitoring") == 2
    assert sum(text.startswith("0 met, 0 watched, 0 not met, ") for text in lines) == 2
    assert all(text.count(" | ") == 4 for text in lines if text.startswith("| "))
    assert sum(" **" in text for text in lines) == 2 * len(PRACTICES)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, []),
        (1, ["1 part of the input was not resolved: what it would say is not in this report"]),
        (2, ["2 parts of the input were not resolved: what they would say is not in this report"]),
    ],
)
def test_what_is_not_resolved_is_counted_under_the_heading(count: int, expected: list[str]) -> None:
    read = account(*[Unresolved("t.json", "P", "Properties", "it is open")] * count)
    lines = list(evidence_lines([(read, UNPROVEN)]))
    below = lines[lines.index("## Account 123456789012") : lines.index("### Root user and contacts")]
    assert [text for text in below if "resolved" in text] == expected
    assert below[-1] == ""


@pytest.mark.parametrize(
    ("practice", "cells"),
    [
        (Practice(id="p", says="p"), ("", "")),
        (Practice(id="p", says="p", cis=CisNumbers(v5="1.2")), ("-, 1.2, -", "")),
        (
            Practice(id="p", says="p", security_hub=("IAM.1", "IAM.20"), retired=("IAM.20",)),
            ("", "IAM.1, IAM.20 (retired)"),
        ),
    ],
)
def test_numbers_are_in_the_order_of_versions(practice: Practice, cells: tuple[str, str]) -> None:
    assert numbers_of(practice) == cells


def test_a_row_of_a_table() -> None:
    assert row("a", "b|c") == "| a | b\\|c |"
