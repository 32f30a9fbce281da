"""Small templates and documents, examined through the command line or the library."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.load import load
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.checks.examination import Examination
from iam_stacks.checks.rules import RULES
from iam_stacks.policy.kind import Kind

ACCOUNT = "123456789012"

Examine = Callable[..., list[Diagnosis]]


def pytest_configure() -> None:
    """Silence the rule that `without_rules.py` names."""
    for rule in RULES:
        if rule.id == os.environ.get("IAM_STACKS_SILENT_RULE"):
            object.__setattr__(rule, "check", lambda _: iter(()))


def of_kind(account: Account, kind: Kind) -> Account:
    """Return the account with all that is written taken as policies of a kind, as if they stood alone in files."""
    return replace(account, written=tuple(replace(each, kind=kind) for each in account.written))


@pytest.fixture
def examine(tmp_path: Path) -> Examine:
    """Examines the resources of one template, named `t.json`, and returns what one rule says, or all of them do."""

    def run(
        resources: Mapping[str, Any],
        rule: str | None = None,
        *,
        sections: Mapping[str, Any] | None = None,
        given: Mapping[str, Any] | None = None,
        kind: Kind | None = None,
        **options: Any,
    ) -> list[Diagnosis]:
        file = tmp_path / "t.json"
        file.write_text(json.dumps({"Resources": resources, **(sections or {})}), encoding="utf-8")
        account = load([file], both_ways=True, **{"account": ACCOUNT, "region": "eu-central-1"} | dict(given or {}))
        found = Examination(**options).of(of_kind(account, kind) if kind else account)
        return [each for each in found if rule in (None, each.rule.id)]

    return run
