"""Accounts of several templates."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from iam_stacks.account.load import load
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.checks.examination import Examination

ExamineAll = Callable[..., list[Diagnosis]]


@pytest.fixture
def examine_all(tmp_path: Path) -> ExamineAll:
    """Examines files by name, each a template's resources or an export, and returns what one rule says."""

    def run(files: Mapping[str, Any], rule: str, **options: Any) -> list[Diagnosis]:
        paths = [tmp_path / f"{name}.json" for name in files]
        for path, content in zip(paths, files.values(), strict=True):
            is_export = "UserDetailList" in content or "Resources" in content
            path.write_text(json.dumps(content if is_export else {"Resources": content}), encoding="utf-8")
        account = load(paths, account="123456789012", region="eu-central-1")
        return [each for each in Examination(**options).of(account) if each.rule.id == rule]

    return run
