"""Small templates, and who can become administrator in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.load import load

ACCOUNT = "123456789012"

Read = Callable[[Mapping[str, Any]], Account]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads the account of the resources of one template, named `t.json`."""

    def run(resources: Mapping[str, Any]) -> Account:
        file = tmp_path / "t.json"
        file.write_text(json.dumps({"Resources": resources}), encoding="utf-8")
        return load([file], account=ACCOUNT, region="eu-central-1")

    return run
