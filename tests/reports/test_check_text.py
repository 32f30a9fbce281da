"""What a check found, as people read it."""

import pytest

from iam_stacks.account.cloudformation.metadata import Origin
from iam_stacks.account.place import Place
from iam_stacks.checks.review import Review, Reviewed
from iam_stacks.escalation.words import said
from iam_stacks.reports.check_text import check_lines
from tests.checks.diagnoses import account, diagnosis
from tests.reports.steps import STEPS


def text(review: Review) -> list[str]:
    return ["".join(part if isinstance(part, str) else part[0] for part in line) for line in check_lines(review)]


def test_a_paragraph_for_each_finding_and_a_summary() -> None:
    full = Reviewed(
        diagnosis=diagnosis(principal="arn:p", depends_on=("a", "b")),
        construct_path="S/P",
        config=Origin("iam.yaml", 12),
    )
    bare = Reviewed(diagnosis=diagnosis("Q", severity="warning", place=Place("u.json", "")))
    assert text(Review(accounts=(account(),), found=(full, bare))) == [
        "t.json: P Properties.PolicyDocument.Statement[0]: error: so-it-is[P.Sid]: so it is",
        "    mend: leave it",
        "    source: IAM User Guide, Some page",
        "    depends on: a, b",
        "    configured at: iam.yaml:12",
        "    construct: S/P",
        "    principal: arn:p",
        "u.json: warning: so-it-is[Q]: so it is",
        "    mend: leave it",
        "    source: IAM User Guide, Some page",
        "1 error, 1 warning",
    ]


def test_a_path_has_a_line_for_each_step() -> None:
    found = text(Review(accounts=(account(),), found=(Reviewed(diagnosis=diagnosis(path=STEPS)),)))
    assert found[3:5] == [f"    step 1: {said(STEPS[0])}", f"    step 2: {said(STEPS[1])}"]
    assert "JohnDoe can join group/Staff" in found[3]


def test_a_severity_has_a_colour() -> None:
    found = tuple(Reviewed(diagnosis=diagnosis(severity=severity)) for severity in ("error", "warning"))
    styled = [part for line in check_lines(Review(accounts=(account(),), found=found)) for part in line]
    assert [part for part in styled if isinstance(part, tuple)] == [("error", "red"), ("warning", "yellow")]


@pytest.mark.parametrize(
    ("review", "lines"),
    [
        (Review(accounts=(account(),)), ["nothing found"]),
        (Review(accounts=(account(),), acknowledged=2), ["nothing found; 2 acknowledged"]),
        (Review(accounts=(account(),), acknowledged=2, known=1), ["nothing found; 2 acknowledged; 1 in the baseline"]),
        (
            Review(accounts=(account(),), gone=("a",)),
            ["nothing found", "1 finding of the baseline not found any more: a"],
        ),
        (
            Review(accounts=(account(),), gone=("a", "b")),
            ["nothing found", "2 findings of the baseline not found any more: a, b"],
        ),
    ],
)
def test_if_nothing_is_left_one_line_says_so(review: Review, lines: list[str]) -> None:
    assert text(review) == lines
