"""What CDK wrote into `validation-report.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iam_stacks.checks.finding import Finding

REPORT_FILE = "validation-report.json"
_SEVERE = ("error", "fatal")


@dataclass(frozen=True, kw_only=True)
class Violation:
    """A rule that is broken at one construct.

    Attributes:
        finding: which rule of which plugin, about what, where.
        description: what is wrong.
        problem: the same in fewer words, if the plugin says so.
        source: where AWS says so, if the plugin tells.
        fix: how to mend it, if the plugin says so.
        reason: why it is accepted; empty if it is not, or not for a reason, which is the same.
        blocks: whether a deployment must wait for it.
    """

    finding: Finding
    description: str
    problem: str = ""
    source: str = ""
    fix: str = ""
    reason: str = ""
    blocks: bool = True


def read_report(assembly: Path) -> list[Violation]:
    """Read what was found at synthesis, accepted or not.

    Args:
        assembly: the folder that `cdk synth` wrote.
    """
    file = assembly / REPORT_FILE
    report = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {"pluginReports": []}
    return [violation for plugin in report["pluginReports"] for violation in _of_plugin(plugin)]


def _of_plugin(plugin: dict[str, Any]) -> Iterator[Violation]:
    if error := (plugin.get("metadata") or {}).get("error"):
        yield Violation(finding=Finding.parse(plugin["pluginName"], "plugin-failed", ""), description=error)
    for key in ("violations", "suppressedViolations"):
        for violation in plugin.get(key) or ():
            details = violation.get("ruleMetadata") or {}
            for construct in violation["violatingConstructs"]:
                reason = (violation.get("reason") or "").strip()
                description = violation["description"]
                names = (plugin["pluginName"], violation["ruleName"], construct["constructPath"])
                yield Violation(
                    finding=Finding.parse(*names, description),
                    description=description,
                    problem=details.get("problem", ""),
                    source=details.get("source", ""),
                    fix=violation.get("suggestedFix") or "",
                    reason=reason,
                    blocks=violation["severity"] in _SEVERE and not reason,
                )
