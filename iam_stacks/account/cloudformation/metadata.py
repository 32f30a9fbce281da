"""What CDK notes about the constructs of an assembly: their paths, what is acknowledged, where they are configured.

Source: the schema of CDK's cloud assembly, package @aws-cdk/cloud-assembly-schema, and its validation report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, takewhile
from pathlib import Path
from typing import Any, NamedTuple

from iam_stacks.account.cloudformation.assembly import MANIFEST, inside
from iam_stacks.account.file import read

CONFIG = "iam-stacks:config"
REPORT = "validation-report.json"

_ORIGIN = re.compile(r"(.+?):(\d+)(:\d+)?")
_LOGICAL_ID = "aws:cdk:logicalId"
_TEMPLATE = "aws:cdk:templateFile"
ACKNOWLEDGED = "aws:cdk:acknowledged-rules"

Construct = tuple[str, str]
"""A template's file name and a logical id; an empty one stands for the stack."""


class Origin(NamedTuple):
    """Where a configuration speaks of something.

    Attributes:
        file: such as `iam.yaml`.
        line: from 1.
    """

    file: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """What is noted about constructs.

    Attributes:
        paths: the path of each resource's construct, such as `IamIdentity/Users/JohnDoe/Resource`.
        configs: where the configuration speaks of the construct with a path.
        reasons: why something is acknowledged: by the path of a construct, which is meant with all in it, and the id.
        settled: why something is acknowledged at one resource: by the resource and the id.
    """

    paths: Mapping[Construct, str] = field(default_factory=dict)
    configs: Mapping[str, Origin] = field(default_factory=dict)
    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)
    settled: Mapping[tuple[Construct, str], str] = field(default_factory=dict)

    def config(self, path: str | None) -> Origin | None:
        """Return where the configuration speaks of a construct, or of the nearest one that it is in."""
        return next((self.configs[each] for each in _outwards(path) if each in self.configs), None)

    def reason(self, template: str, logical_id: str, id: str) -> str:
        """Return why what has an id, such as `IamChecks::rule[subject]`, is acknowledged at a resource; or nothing."""
        construct, noted = (template, logical_id), _as_noted(id)
        found = (self.reasons.get((path, noted), "") for path in _outwards(self.paths.get(construct)))
        return next(filter(None, found), "") or self.settled.get((construct, noted), "")


def read_metadata(files: Iterable[Path]) -> Metadata:
    """Return what is noted in the assemblies that files are of.

    Args:
        files: the templates of stacks.

    Raises:
        AccountError: a file with metadata cannot be read, in one line that names it.
    """
    reader = _Reader()
    folders = sorted({file.parent for file in files})
    for folder in (folder for folder in folders if (folder / MANIFEST).exists()):
        reader.read_assembly(folder)
    for report in sorted({report for folder in folders for report in _reports(folder)}):
        reader.read_report(report)
    return Metadata(paths=reader.paths, configs=reader.configs, reasons=reader.reasons, settled=reader.settled)


class _Reader:
    """Assemblies, being read."""

    def __init__(self) -> None:
        self.paths: dict[Construct, str] = {}
        self.configs: dict[str, Origin] = {}
        self.reasons: dict[tuple[str, str], str] = {}
        self.settled: dict[tuple[Construct, str], str] = {}

    def read_assembly(self, folder: Path) -> None:
        for artifact in _mapping(inside(read(folder / MANIFEST), "artifacts")).values():
            template = inside(artifact, "properties", "templateFile")
            if isinstance(template, str):
                beside = artifact.get("additionalMetadataFile")  # older versions of CDK have it all in the manifest
                noted = read(folder / beside) if isinstance(beside, str) else artifact.get("metadata")
                self._read_stack(Path(template).name, _mapping(noted))

    def _read_stack(self, template: str, noted: Mapping[str, Any]) -> None:
        entries = [(path.strip("/"), *entry) for path, listed in noted.items() for entry in _entries(listed)]
        templates = {path: Path(str(data)).name for path, type, data in entries if type == _TEMPLATE}
        for path, name in templates.items():
            self.paths[name, ""] = path
        for path, type, data in entries:
            if type == _LOGICAL_ID:
                name = next((templates[each] for each in _outwards(path) if each in templates), template)
                self.paths[name, str(data)] = path
            elif type == CONFIG and (written := _ORIGIN.fullmatch(str(data))):
                self.configs[path] = Origin(written[1], int(written[2]))
            elif type == ACKNOWLEDGED:
                for id, reason in _mapping(data).items():
                    self._accept(path, _as_noted(id), _reason(reason))

    def read_report(self, file: Path) -> None:
        """Read what was acknowledged in the course of a synthesis."""
        for plugin in _listed(inside(read(file), "pluginReports")):
            for violation in _listed(inside(plugin, "suppressedViolations")):
                id = _as_noted(f"{inside(plugin, 'pluginName')}::{inside(violation, 'ruleName')}")
                for construct in _listed(inside(violation, "violatingConstructs")):
                    self._settle(construct, id, _reason(inside(violation, "reason")))

    def _settle(self, construct: Any, id: str, reason: str) -> None:
        path = str(inside(construct, "constructPath") or "")
        resource = _mapping(inside(construct, "cloudFormationResource"))
        if path:
            self._accept(path, id, reason)
        if resource:
            template = Path(str(resource.get("templatePath"))).name
            self.settled[(template, str(resource.get("logicalId"))), id] = reason

    def _accept(self, path: str, id: str, reason: str) -> None:
        self.reasons[path, id] = self.reasons.get((path, id)) or reason


def _as_noted(id: str) -> str:
    """Return an id as CDK notes one that is acknowledged, in which no space is left."""
    return id.replace(" ", "-")


def _outwards(path: str | None) -> list[str]:
    """Return a path and those of the constructs that it is in, the innermost first."""
    return list(accumulate(path.split("/"), "{}/{}".format))[::-1] if path else []


def _reports(folder: Path) -> Iterator[Path]:
    """Yield the report of an assembly: that of a stage lies in the assembly of the app."""
    folders = (folder.absolute(), *folder.absolute().parents)
    for each in takewhile(lambda each: (each / MANIFEST).exists(), folders):
        yield from each.glob(REPORT)


def _entries(listed: Any) -> Iterator[tuple[Any, Any]]:
    for entry in _listed(listed):
        yield inside(entry, "type"), inside(entry, "data")


def _reason(text: Any) -> str:
    return text.strip() if isinstance(text, str) else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
