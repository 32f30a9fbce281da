"""What was found before and is accepted for the time being."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from iam_stacks.account.error import AccountError
from iam_stacks.account.file import read

SCHEMA = "iam-stacks/check/1"


def read_baseline(file: Path) -> frozenset[str]:
    """Return the fingerprints in a file that `iam-stacks check --format json` wrote.

    Raises:
        AccountError: it cannot be read or is something else, in one line that names it.
    """
    content = read(file)
    if not isinstance(content, Mapping) or content.get("schema") != SCHEMA:
        raise AccountError(f"{file}: it is no baseline; give what `iam-stacks check --format json` has written")
    findings = content.get("findings")
    return frozenset(_fingerprint(file, each) for each in (findings if isinstance(findings, list) else [None]))


def _fingerprint(file: Path, finding: Any) -> str:
    found = finding.get("fingerprint") if isinstance(finding, Mapping) else None
    if not isinstance(found, str):
        raise AccountError(f"{file}: the baseline has a finding without fingerprint; write it anew")
    return found
