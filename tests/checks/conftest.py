"""Small templates and documents, examined through the command line or the library."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from iam_stacks.account.load import load
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.checks.examination import Examination
from iam_stacks.checks.rules import RULES

ACCOUNT = "123456789012"

Examine = Callable[..., list[Diagnosis]]


def pytest_configure() -> None:
    """Silence the rule that `without_rules.py` names."""
    for rule in RULES:
        if rule.id == os.environ.get("IAM_STACKS_SILENT_RULE"):
            object.__setattr__(rule, "check", lambda _: iter(()))


@pytest.fixture
def examine(tmp_path: Path) -> Examine:
    """Examines the resources of one template, named `t.json`, and returns what one rule says, or all of them do."""

    def run(
        resources: Mapping[str, Any],
        rule: str | None = None,
        *,
        sections: Mapping[str, Any] | None = None,
        given: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> list[Diagnosis]:
        file = tmp_path / "t.json"
        file.write_text(json.dumps({"Resources": resources, **(sections or {})}), encoding="utf-8")
        account = load([file], both_ways=True, **{"account": ACCOUNT, "region": "eu-central-1"} | dict(given or {}))
        found = Examination(**options).of(account)
        return [each for each in found if rule in (None, each.rule.id)]

    return run
