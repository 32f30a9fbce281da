import json
from pathlib import Path
from typing import Any

from iam_stacks.reports.violation import REPORT_FILE, read_report

VIOLATION = {
    "ruleName": "P-Rule[Resource::*]",
    "description": "What it is",
    "severity": "error",
    "violatingConstructs": [{"constructPath": "S/A"}, {"constructPath": "S/B"}],
}


def write(folder: Path, **plugin: Any) -> Path:
    report = {
        "version": "1",
        "pluginReports": [{"pluginName": "P", "conclusion": "failure", "violations": []} | plugin],
    }
    (folder / REPORT_FILE).write_text(json.dumps(report))
    return folder


def test_there_is_one_violation_for_each_construct(tmp_path: Path) -> None:
    found = read_report(write(tmp_path, violations=[VIOLATION]))
    assert [violation.finding.path for violation in found] == ["S/A", "S/B"]
    assert all(violation.blocks and violation.finding.subject == "Resource::*" for violation in found)


def test_what_is_accepted_has_its_reason_and_does_not_block(tmp_path: Path) -> None:
    found = read_report(write(tmp_path, suppressedViolations=[VIOLATION | {"reason": "because"}]))
    assert [(violation.reason, violation.blocks) for violation in found] == [("because", False)] * 2


def test_an_acknowledgement_without_a_reason_accepts_nothing(tmp_path: Path) -> None:
    found = read_report(write(tmp_path, suppressedViolations=[VIOLATION | {"reason": " "}, VIOLATION]))
    assert [(violation.reason, violation.blocks) for violation in found] == [("", True)] * 4


def test_warnings_do_not_block(tmp_path: Path) -> None:
    found = read_report(write(tmp_path, violations=[VIOLATION | {"severity": "warning", "suggestedFix": "do so"}]))
    assert not any(violation.blocks for violation in found)
    assert found[0].fix == "do so"


def test_details_of_our_own_plugin_are_read(tmp_path: Path) -> None:
    details = {"problem": "what it is", "source": "a page"}
    (first, _) = read_report(write(tmp_path, violations=[VIOLATION | {"ruleMetadata": details}]))
    assert (first.problem, first.source) == ("what it is", "a page")


def test_a_plugin_that_failed_blocks(tmp_path: Path) -> None:
    (violation,) = read_report(write(tmp_path, metadata={"error": "it broke"}))
    assert violation.blocks
    assert violation.description == "it broke"


def test_no_report_means_no_violation(tmp_path: Path) -> None:
    assert read_report(tmp_path) == []
