"""Acknowledgements that accept nothing any more: whatever comes back under their ids would pass unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iam_stacks.account.cloudformation.assembly import MANIFEST, inside
from iam_stacks.account.cloudformation.metadata import ACKNOWLEDGED, REPORT
from iam_stacks.account.file import read
from iam_stacks.checks.finding import PACK


@dataclass(frozen=True, order=True)
class StaleAcknowledgement:
    """An acknowledgement without finding.

    Attributes:
        path: the path of the construct that has it, such as `Stack/Role`.
        id: what it accepts, such as `IamChecks::trust-external-id-missing[trust.Partner]`, as CDK notes it.
        reason: why.
    """

    path: str
    id: str
    reason: str

    def __str__(self) -> str:
        """Return all of it in one line."""
        return f"{self.path}: {self.id}: no finding is accepted by it ({self.reason})"


def assert_no_stale_acknowledgements(assembly: str | Path, *, pack: str = PACK) -> None:
    """Fail if an acknowledgement accepts nothing: for the tests of an app, after `app.synth()`.

    Args:
        assembly: the folder that was synthesized to, such as `cdk.out`.
        pack: whose findings are meant. Default: those of `IamChecks`.

    Raises:
        AssertionError: there are some; it lists them.
        AccountError: the folder cannot be read.
    """
    stale = stale_acknowledgements(assembly, pack=pack)
    if stale:
        raise AssertionError("\n".join(map(str, stale)))


def stale_acknowledgements(assembly: str | Path, *, pack: str = PACK) -> list[StaleAcknowledgement]:
    """Return the acknowledgements that accept nothing; the arguments are those of `assert_no_stale_acknowledgements`.

    Raises:
        AccountError: the folder cannot be read.
    """
    folder = Path(assembly)
    used = set(_used(folder / REPORT))
    written = _written(folder)
    return sorted(each for each in written if each.id.startswith(f"{pack}::") and (each.path, each.id) not in used)


def _used(report: Path) -> Iterator[tuple[str, str]]:
    """Yield where CDK found an acknowledgement for a finding, and its id."""
    for plugin in inside(read(report), "pluginReports") if report.exists() else ():
        for finding in plugin.get("suppressedViolations") or ():
            yield finding.get("acknowledgedAt", ""), finding["acknowledgedId"]


def _written(folder: Path) -> Iterator[StaleAcknowledgement]:
    read(folder / MANIFEST)  # a folder without one is a mistake, and not an app without acknowledgements
    for manifest in sorted(folder.rglob(MANIFEST)):
        for artifact in (inside(read(manifest), "artifacts") or {}).values():
            beside = inside(artifact, "additionalMetadataFile")
            noted = read(manifest.parent / beside) if beside else inside(artifact, "metadata") or {}
            yield from _acknowledged(noted)


def _acknowledged(noted: Mapping[str, Any]) -> Iterator[StaleAcknowledgement]:
    for path, entries in noted.items():
        for entry in entries:
            if entry["type"] == ACKNOWLEDGED:
                for id, reason in entry["data"].items():
                    yield StaleAcknowledgement(path.strip("/"), id, reason)
