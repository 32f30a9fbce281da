"""Baselines."""

import json
from pathlib import Path
from typing import Any

import pytest

from iam_stacks.account.error import AccountError
from iam_stacks.checks.baseline import SCHEMA, read_baseline


def baseline(folder: Path, content: Any) -> Path:
    file = folder / "baseline.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


@pytest.mark.parametrize("fingerprints", [[], ["a"], ["a", "b"]])
def test_a_baseline_is_what_was_written_before(tmp_path: Path, fingerprints: list[str]) -> None:
    findings = [{"rule": "r", "fingerprint": each} for each in fingerprints]
    assert read_baseline(baseline(tmp_path, {"schema": SCHEMA, "findings": findings})) == set(fingerprints)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "it is not JSON"),
        ([], "it is no baseline"),
        ({}, "it is no baseline"),
        ({"schema": "iam-stacks/can/1"}, "it is no baseline"),
        ({"schema": SCHEMA}, "has a finding without fingerprint"),
        ({"schema": SCHEMA, "findings": [{}]}, "has a finding without fingerprint"),
        ({"schema": SCHEMA, "findings": [{"fingerprint": 5}]}, "has a finding without fingerprint"),
        ({"schema": SCHEMA, "findings": ["a"]}, "has a finding without fingerprint"),
    ],
)
def test_what_is_no_baseline_is_refused_in_one_line(tmp_path: Path, content: Any, said: str) -> None:
    file = baseline(tmp_path, content)
    with pytest.raises(AccountError) as refused:
        read_baseline(file)
    assert str(refused.value).startswith(f"{file}: ")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_baseline_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(AccountError, match=r"none\.json: no such file"):
        read_baseline(tmp_path / "none.json")
